package dev.sluice.mapping.plan;

import org.jspecify.annotations.Nullable;

/**
 * The record under conversion, as its source sees it. Implementations may be reused: nothing is kept beyond the call.
 */
public interface SourceRecord {

    String topic();

    int partition();

    long offset();

    /** The record's timestamp, in milliseconds since the epoch. */
    long timestamp();

    byte @Nullable [] key();

    byte @Nullable [] value();

    /** The last header of that name, or null. */
    byte @Nullable [] header(String name);
}
