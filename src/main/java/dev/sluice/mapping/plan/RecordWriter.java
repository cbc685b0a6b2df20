package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;

/** Writes a record read as an object of its own: an item of an array or map, or a branch of a union of several types. */
public final class RecordWriter extends ValueWriter {

    private final Scratch<ConversionContext> nested;

    /**
     * @param name the record's
     * @param plan the record's
     * @param scratch of the plan around it
     */
    public RecordWriter(String path, String name, RecordPlan plan, ScratchSpace scratch) {
        super(path, "an object that makes a " + name, Value.bit(Value.OBJECT));
        this.nested = scratch.add(context -> context.nested(plan));
    }

    @Override
    protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
        context.scratch(nested).convertWithin(context, value);
    }
}
