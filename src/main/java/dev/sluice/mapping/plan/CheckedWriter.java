package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import java.util.List;

/** A writer whose values must pass checks. They see the value as it came, and run only where it fits its type. */
public final class CheckedWriter extends ValueWriter {

    private final ValueWriter writer;
    private final Check[] checks;

    public CheckedWriter(ValueWriter writer, List<Check> checks) {
        super(writer.path(), writer.expected(), writer.kinds());
        this.writer = writer;
        this.checks = checks.toArray(new Check[0]);
    }

    @Override
    protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
        int start = context.out().length();
        writer.encode(value, context);
        for (Check check : checks) {
            if (!check.passes(value, context)) {
                // A union asks how far its branches got: this field is not part of it.
                context.out().truncate(start);
                throw new RecordRefusedException(
                        FailureReason.CHECK_FAILED,
                        path(),
                        path() + " is " + value.shape() + "; it fails its \"" + check.word()
                                + "\": send what passes, or change the check");
            }
        }
    }
}
