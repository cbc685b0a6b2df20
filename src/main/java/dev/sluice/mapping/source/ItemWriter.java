package dev.sluice.mapping.source;

import dev.sluice.mapping.cleaning.Cleaning;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueWriter;
import org.jspecify.annotations.Nullable;

/** Cleans and translates the items of an array or map, each by itself. An absent item is null, and never left out. */
public final class ItemWriter extends ValueWriter {

    private static final int ANY_KIND = -1;

    private final Cleaning.Cleaner cleaner;
    private final Translation.@Nullable Translator translator;
    private final ValueWriter writer;

    public ItemWriter(
            Cleaning.Cleaner cleaner, Translation.@Nullable Translator translator, ValueWriter writer, String path) {
        super(path, writer.expected(), ANY_KIND);
        this.cleaner = cleaner;
        this.translator = translator;
        this.writer = writer;
    }

    @Override
    protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
        cleaner.clean(value, context);
        if (translator != null && !value.isNothing()) {
            translator.translate(value, context);
        }
        if (value.kind() == Value.ABSENT) {
            value.setNothing(Value.NULL);
        }
        writer.write(value, context);
    }
}
