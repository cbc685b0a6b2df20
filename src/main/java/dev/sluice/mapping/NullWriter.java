package dev.sluice.mapping;

/** Null, of which Avro binary writes nothing. */
final class NullWriter extends ValueWriter {

    NullWriter(String path) {
        super(path, "null", Value.bit(Value.NULL));
    }

    @Override
    void encode(Value value, Conversion conversion) {}
}
