package dev.sluice.contract;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the service may send: how large a record, in bytes of a batch of its own with all its headers, and with which
 * timestamp. Nothing else is ever sent, for a refused record takes its transaction along, and would again and again.
 *
 * @param retries the bound on a record that is to be tried again: the retry topic's, and that of the changelog where
 *     the record waits
 * @param deadLetters the dead-letter topic's
 * @param deadLetterTimestamps the dead-letter topic's; a retry's timestamp is now
 */
public record MessageLimits(long retries, long deadLetters, TimestampBounds deadLetterTimestamps) {

    /** Our own headers and the digests need some of it. */
    private static final long MIN_BYTES = 16 * 1024;

    /** Rejects bounds that even a dead letter without key, value and headers of its own might not keep. */
    public MessageLimits {
        require("retry", retries);
        require("dead-letter", deadLetters);
    }

    private static void require(String topic, long bytes) {
        if (bytes < MIN_BYTES) {
            throw new IllegalArgumentException("the " + topic + " topic takes records of at most " + bytes
                    + " bytes; Sluice needs " + MIN_BYTES
                    + ": raise the max.message.bytes of the topic, or the max.request.size of the producer");
        }
    }

    /**
     * The limits that follow from what the topics take, in bytes of {@code max.message.bytes}.
     *
     * @param retryChangelogBytes what the changelog takes, where a record waits for its retry
     * @param producerBytes the producer's own bound on a record
     * @throws IllegalArgumentException if a bound is too low
     */
    public static MessageLimits of(
            long retryBytes,
            long retryChangelogBytes,
            long deadLetterBytes,
            long producerBytes,
            TimestampBounds deadLetterTimestamps) {
        long waiting = retryChangelogBytes - StoredRecord.OVERHEAD;
        return new MessageLimits(
                Math.min(Math.min(retryBytes, waiting), producerBytes),
                Math.min(deadLetterBytes, producerBytes),
                deadLetterTimestamps);
    }

    public boolean allowRetry(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return RecordSize.compressed(RecordSize.of(key, value, headers)) <= retries;
    }

    public boolean allowDeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return RecordSize.compressed(RecordSize.of(key, value, headers)) <= deadLetters;
    }
}
