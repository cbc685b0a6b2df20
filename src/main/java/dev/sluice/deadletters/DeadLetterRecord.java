package dev.sluice.deadletters;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.SourcePosition;
import dev.sluice.kafka.TopicReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One record of the dead-letter topic, and what its headers say; whoever wrote it, no header is taken for granted. */
public final class DeadLetterRecord {

    /** What the reason is called when no header says it. */
    public static final String UNKNOWN = "unknown";

    /** The end of the year 9999: no later time is written as a date. */
    private static final long MAX_MILLIS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    /** A header as it came. */
    public record Header(String name, byte @Nullable [] value) {}

    private final ConsumerRecord<byte[], byte[]> consumed;

    DeadLetterRecord(ConsumerRecord<byte[], byte[]> consumed) {
        this.consumed = consumed;
    }

    public String topic() {
        return consumed.topic();
    }

    public int partition() {
        return consumed.partition();
    }

    public long offset() {
        return consumed.offset();
    }

    /** {@code TOPIC-PARTITION@OFFSET}. */
    public String place() {
        return TopicReader.place(consumed);
    }

    /** The record's timestamp, which is that of its source: milliseconds since the epoch. */
    public long timestampMillis() {
        return FailureHeaders.timestampMillis(consumed.headers(), consumed.timestamp());
    }

    public byte @Nullable [] key() {
        return consumed.key();
    }

    public byte @Nullable [] value() {
        return consumed.value();
    }

    /** Where the record comes from, or null when no header says it. */
    public @Nullable SourcePosition source() {
        return FailureHeaders.source(consumed.headers());
    }

    public String reason() {
        return Objects.requireNonNullElse(text(FailureHeaders.REASON), UNKNOWN);
    }

    /** The dotted path of the output field at fault; empty for the whole record. */
    public String field() {
        return Objects.requireNonNullElse(text(FailureHeaders.PATH), "");
    }

    /** When its last attempt failed; the record's timestamp when no header says it. Milliseconds since the epoch. */
    public long failedAtMillis() {
        long millis = FailureHeaders.number(consumed.headers(), FailureHeaders.FAILED_AT, timestampMillis());
        return Math.max(0, Math.min(MAX_MILLIS, millis));
    }

    /** How many attempts failed since it was read, or replayed. */
    public int attempts() {
        return FailureHeaders.attempts(consumed.headers());
    }

    /** How often the record has been replayed before it came here. */
    public long replays() {
        return Math.max(0, FailureHeaders.number(consumed.headers(), FailureHeaders.REPLAYS, 0));
    }

    /** Whether a part of the record was too large for this topic, so that only its length and digest are here. */
    public boolean isIncomplete() {
        return isWithoutItsValue()
                || text(FailureHeaders.KEY_SHA256) != null
                || text(FailureHeaders.HEADERS_SHA256) != null;
    }

    private boolean isWithoutItsValue() {
        return text(FailureHeaders.VALUE_SHA256) != null;
    }

    /** How many bytes the value has, here or where it came from; null for a tombstone. */
    public @Nullable Long valueBytes() {
        if (isWithoutItsValue()) {
            return FailureHeaders.number(consumed.headers(), FailureHeaders.VALUE_BYTES, 0);
        }
        byte[] value = value();
        return value == null ? null : Long.valueOf(value.length);
    }

    /** The last header of that name as text, or null. */
    public @Nullable String text(String header) {
        return FailureHeaders.text(consumed.headers(), header);
    }

    /** The headers that the record came with, in their order. */
    public List<Header> ownHeaders() {
        List<Header> headers = new ArrayList<>();
        consumed.headers().forEach(header -> {
            if (!FailureHeaders.isOurs(header.key())) {
                headers.add(new Header(header.key(), header.value()));
            }
        });
        return headers;
    }
}
