package dev.sluice.mapping.lookup;

/** Why a lookup table has no row under a key. */
public enum NoRow implements LookupResult {
    /** There is no such row: the mapping says what that means. */
    MISSING,
    /** It is not known yet whether there is one; the table finds out, and the record is to be converted later. */
    PENDING
}
