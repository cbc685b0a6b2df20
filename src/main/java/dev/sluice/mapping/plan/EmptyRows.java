package dev.sluice.mapping.plan;

import java.util.Locale;

/** What becomes of a record that {@code "explode"} finds no row in: the array is empty, null or absent. */
public enum EmptyRows {
    /** It is refused. */
    REFUSE,
    /** It becomes no row, and is accounted for. */
    IGNORE,
    /** It becomes one row, in which the item is absent. */
    KEEP;

    /** As it is written in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
