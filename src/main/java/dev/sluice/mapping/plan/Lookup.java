package dev.sluice.mapping.plan;

/**
 * One row that a mapping looks up per record: a table, and the slots whose values make up the key.
 *
 * @param index its place among the mapping's lookups; fields that read the same row share it
 * @param tableIndex the table's place among the mapping's tables
 */
public record Lookup(int index, String table, int tableIndex, int[] keySlots, String keyPointers) {

    /** What a record without such a row comes to. */
    public enum OnMissing {
        RETRY,
        REJECT,
        NULL
    }

    /** Joins the parts of a composite key. */
    public static final byte SEPARATOR = '|';
}
