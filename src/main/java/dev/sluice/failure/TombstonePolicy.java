package dev.sluice.failure;

/** What becomes of an input record whose value is null. */
public enum TombstonePolicy {
    /** It is dead-lettered, for there is nothing to convert. */
    DEAD_LETTER,
    /** It is consumed and counted, and goes nowhere. */
    IGNORE
}
