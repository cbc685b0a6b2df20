package dev.sluice.mapping;

/** One row of a lookup table, holding just the values that a mapping reads from it. Immutable. */
public final class LookupRow {

    private final Slots slots;

    LookupRow(Slots slots) {
        this.slots = slots;
    }

    void read(int slot, Value into) {
        slots.read(slot, into);
    }
}
