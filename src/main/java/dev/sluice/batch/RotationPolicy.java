package dev.sluice.batch;

import java.time.Duration;

/**
 * When a batch is due to be sealed: at whichever limit it reaches first.
 *
 * @param maxRecords records in one object
 * @param maxBytes bytes of one object, compressed
 * @param maxAge wall-clock time since the batch's first record
 */
public record RotationPolicy(long maxRecords, long maxBytes, Duration maxAge) {

    public RotationPolicy {
        if (maxRecords < 1) {
            throw new IllegalArgumentException("maxRecords is " + maxRecords + "; it must be at least 1");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + "; it must be at least 1");
        }
        if (maxAge.isZero() || maxAge.isNegative()) {
            throw new IllegalArgumentException("maxAge is " + maxAge + "; it must be positive");
        }
    }
}
