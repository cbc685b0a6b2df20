package dev.sluice.mapping.cleaning;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueWriter;

/** A writer of numbers that stand in strings in a declared notation. */
public final class NotationWriter extends ValueWriter {

    private final NotationReader reader;
    private final ValueWriter writer;

    public NotationWriter(NotationReader reader, ValueWriter writer, String path) {
        super(path, reader.expected(), reader.kinds());
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
        if (!value.isConstant() && !reader.read(value, context)) {
            throw refused(FailureReason.INVALID_TEXT, value);
        }
        writer.write(value, context);
    }

    @Override
    public boolean isOrdered() {
        return writer.isOrdered();
    }

    @Override
    public ValueWriter ofConstants() {
        return writer.ofConstants();
    }
}
