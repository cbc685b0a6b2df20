package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Value;

/** What a value must be beyond its type. Immutable. */
public interface Check {

    /** The check's word in the schema. */
    String word();

    /** Whether a value passes that has just been written; a number as written is in {@link ConversionContext#decimal}. */
    boolean passes(Value value, ConversionContext context);
}
