package dev.sluice.deadletters;

import dev.sluice.contract.Digest;
import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.OriginalRecord.Part;
import dev.sluice.contract.Replays;
import dev.sluice.contract.ReportedFailure;
import dev.sluice.contract.SourcePosition;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record of the dead-letter topic, with its position there. Any program may have written it. */
public record DeadLetterRecord(String topic, int partition, long offset, FailedRecord failed) {

    /** The label of the reason when no header gives one. */
    public static final String UNKNOWN = ReportedFailure.UNKNOWN_REASON;

    /** The end of the year 9999: no later time is written as a date. */
    private static final long MAX_MILLIS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private static final ReportedFailure NO_FAILURE = new ReportedFailure(UNKNOWN, "", "");

    static DeadLetterRecord of(ConsumerRecord<byte[], byte[]> consumed) {
        FailedRecord failed =
                FailureHeaders.read(consumed.key(), consumed.value(), consumed.timestamp(), consumed.headers());
        return new DeadLetterRecord(consumed.topic(), consumed.partition(), consumed.offset(), failed);
    }

    /** {@code TOPIC-PARTITION@OFFSET}. */
    public String place() {
        return topic + "-" + partition + "@" + offset;
    }

    /** The record as it came, as far as it is here. */
    public OriginalRecord original() {
        return failed.original();
    }

    /** The record's timestamp, which is that of its source: milliseconds since the epoch. */
    public long timestampMillis() {
        return original().timestampMillis();
    }

    public byte @Nullable [] key() {
        return original().key();
    }

    public byte @Nullable [] value() {
        return original().value();
    }

    /** Where the record stands in the input; null when no header says it. */
    public @Nullable SourcePosition source() {
        return failed.source();
    }

    /** The first failure; {@link #UNKNOWN} when no header reports one. */
    public ReportedFailure failure() {
        return failed.failures().isEmpty() ? NO_FAILURE : failed.failures().get(0);
    }

    /** When its last attempt failed; the record's timestamp when no header says it. Milliseconds since the epoch. */
    public long failedAtMillis() {
        long millis = failed.attempts().lastFailedAtMillis();
        return Math.max(0, Math.min(MAX_MILLIS, millis == 0 ? timestampMillis() : millis));
    }

    /** How often the record was replayed before it came here. */
    public Replays replays() {
        return FailureHeaders.replays(original().headers());
    }

    /** Whether a part of the record was too large for this topic, so that only its length and digest are here. */
    public boolean isIncomplete() {
        return !original().leftOut().isEmpty();
    }

    /** How many bytes the value has, here or where it came from; null for a tombstone. */
    public @Nullable Long valueBytes() {
        Digest leftOut = original().leftOut(Part.VALUE);
        if (leftOut != null) {
            return leftOut.bytes();
        }
        byte[] value = value();
        return value == null ? null : Long.valueOf(value.length);
    }
}
