package dev.sluice.mapping;

/** A record read as an object of its own: an item of an array or map, or a branch of a union of several types. */
final class RecordWriter extends ValueWriter {

    private final int index;

    /**
     * @param name the record's
     * @param index the record's place among the records of the plan around it
     */
    RecordWriter(String path, String name, int index) {
        super(path, "an object that makes a " + name, Value.bit(Value.OBJECT));
        this.index = index;
    }

    @Override
    void encode(Value value, Conversion conversion) throws RecordRefusedException {
        conversion.writeRecord(index, value);
    }
}
