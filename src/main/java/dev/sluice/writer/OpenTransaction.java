package dev.sluice.writer;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What the open Kafka transaction has: how many records and bytes, and since when; empty when none is open. */
final class OpenTransaction {

    private final TransactionLimits limits;
    private int records;
    private long bytes;
    private long openedAtNanos;

    OpenTransaction(TransactionLimits limits) {
        this.limits = limits;
    }

    boolean isEmpty() {
        return records == 0;
    }

    int records() {
        return records;
    }

    /** The clock is {@link System#nanoTime}'s, here and below. */
    void add(ProducerRecord<byte[], byte[]> record, long nowNanos) {
        if (records == 0) {
            openedAtNanos = nowNanos;
        }
        records++;
        bytes += length(record.key()) + length(record.value());
    }

    private static long length(byte @Nullable [] part) {
        return part == null ? 0 : part.length;
    }

    boolean isDue(long nowNanos) {
        return records > 0
                && (records >= limits.maxRecords()
                        || bytes >= limits.maxBytes()
                        || nowNanos - openedAtNanos >= limits.maxAge().toNanos());
    }

    void clear() {
        records = 0;
        bytes = 0;
    }
}
