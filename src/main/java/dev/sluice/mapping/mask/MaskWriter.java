package dev.sluice.mapping.mask;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueWriter;

/** Writes a string under a {@link Mask}. */
abstract class MaskWriter extends ValueWriter {

    MaskWriter(String path) {
        super(path, "a string", Value.TEXT);
    }

    @Override
    protected abstract void encode(Value text, ConversionContext context);

    @Override
    public final boolean isText() {
        return true;
    }
}
