package dev.sluice.metrics;

import java.util.Locale;

/** The operations of S3 that are counted. */
public enum S3Operation {
    PUT,
    HEAD,
    GET,
    DELETE;

    /** The value of the label {@code operation}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
