package dev.sluice.writer;

import java.time.Duration;

/**
 * When a Kafka transaction is committed at the latest.
 *
 * @param maxBytes keys and values together
 * @param maxAge how long it may be open; readers of the topics wait so long for what comes after it
 */
public record TransactionLimits(int maxRecords, long maxBytes, Duration maxAge) {

    public static final TransactionLimits DEFAULT = new TransactionLimits(500, 16 * 1024 * 1024, Duration.ofSeconds(1));

    public TransactionLimits {
        if (maxRecords < 1 || maxBytes < 1 || maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("limits of a transaction must be positive");
        }
    }
}
