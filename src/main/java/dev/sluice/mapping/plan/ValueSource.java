package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;

/** Where a step reads its value. Immutable: what changes from record to record is in the context. */
public interface ValueSource {

    /** Not the value of one slot. */
    int NO_SLOT = -1;

    /**
     * Puts the value, or {@link Value#ABSENT}, into {@code into}, which may be {@link ConversionContext#value}.
     *
     * @throws RecordRefusedException if the record cannot have one
     */
    void read(ConversionContext context, Value into) throws RecordRefusedException;

    /** The slot whose value this always is, or {@link #NO_SLOT}. */
    default int onlySlot() {
        return NO_SLOT;
    }

    /** The source in the words of messages: pointers, tables and names of the schema. */
    @Override
    String toString();
}
