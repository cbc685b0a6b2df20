package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;

/** A record read as an object of its own: an item of an array or map, or a branch of a union of several types. */
public final class RecordWriter extends ValueWriter {

    private final int index;

    /**
     * @param name the record's
     * @param index the record's place among the records of the plan around it
     */
    public RecordWriter(String path, String name, int index) {
        super(path, "an object that makes a " + name, Value.bit(Value.OBJECT));
        this.index = index;
    }

    @Override
    public void encode(Value value, Conversion conversion) throws RecordRefusedException {
        conversion.writeRecord(index, value);
    }
}
