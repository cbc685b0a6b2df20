package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Value;

/** Null, of which Avro binary writes nothing. */
public final class NullWriter extends ValueWriter {

    public NullWriter(String path) {
        super(path, "null", Value.bit(Value.NULL));
    }

    @Override
    protected void encode(Value value, ConversionContext context) {}
}
