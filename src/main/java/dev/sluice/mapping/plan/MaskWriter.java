package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Value;

/** Writes a string under a {@link Mask}. */
abstract class MaskWriter extends ValueWriter {

    MaskWriter(String path) {
        super(path, "a string", Value.TEXT);
    }

    @Override
    abstract void encode(Value text, ConversionContext context);

    @Override
    public final boolean isText() {
        return true;
    }
}
