package dev.sluice.deadletters;

import java.util.Locale;

/** Where dead letters are replayed to. */
public enum ReplayTarget {
    /** The retry topic: the record keeps its source position, and no longer ends in its dead letter. */
    RETRY,
    /** The topic it came from: all readers get a new record, and the old one still ends in its dead letter. */
    SOURCE;

    /** Lower case, as in marks and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
