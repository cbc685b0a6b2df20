package dev.sluice.topology;

import dev.sluice.bytes.Sha256;
import dev.sluice.failure.FailureHeaders;
import dev.sluice.failure.SourcePosition;
import dev.sluice.topology.Outcome.Rerouted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record as the dead-letter topic gets it: as it came, with headers that tell why. Of one that is larger than the
 * topic takes, the largest of value, key and own headers gives way to its length and its SHA-256, and the next, until
 * it fits. A timestamp that the topic does not take gives way to now; {@link FailureHeaders#TIMESTAMP} has it anyway.
 *
 * <p>A digest of a short text would tell it to who can guess; what is left out here is a third of the topic's limit or
 * more.
 */
final class DeadLetter {

    private static final int NULL = -1;

    private final SourcePosition source;
    private final Headers why;
    private byte @Nullable [] key;
    private byte @Nullable [] value;
    private Headers carried;
    private final long timestamp;

    /**
     * The whole record.
     *
     * @param why the headers that tell why
     */
    DeadLetter(ConsumedRecord record, Headers why) {
        this.source = record.source();
        this.key = record.key();
        this.value = record.value();
        this.carried = new RecordHeaders(record.headers());
        FailureHeaders.clear(carried);
        this.timestamp = record.timestamp();
        this.why = why;
    }

    /** The record to send, within the limits. */
    Record<byte[], Outcome> toFit(MessageLimits limits, long nowMillis) {
        while (!limits.allowDeadLetter(key, value, headers()) && leaveOutLargest()) {
            // the next one, if that was not enough
        }
        long taken = limits.deadLetterTimestamps().takenFor(timestamp, nowMillis);
        return new Record<>(key, new Rerouted(source, value), taken, headers());
    }

    private Headers headers() {
        Headers all = new RecordHeaders(carried);
        why.forEach(all::add);
        return all;
    }

    /** False when there is nothing left but our own headers. */
    private boolean leaveOutLargest() {
        long keyBytes = RecordSize.length(key);
        long valueBytes = RecordSize.length(value);
        long carriedBytes = RecordSize.of(carried);
        if (value != null && valueBytes >= keyBytes && valueBytes >= carriedBytes) {
            leaveOut(FailureHeaders.VALUE_BYTES, value, FailureHeaders.VALUE_SHA256);
            value = null;
        } else if (key != null && keyBytes >= carriedBytes) {
            leaveOut(FailureHeaders.KEY_BYTES, key, FailureHeaders.KEY_SHA256);
            key = null;
        } else if (carriedBytes > 0) {
            leaveOut(FailureHeaders.HEADERS_BYTES, bytes(carried), FailureHeaders.HEADERS_SHA256);
            carried = new RecordHeaders();
        } else {
            return false;
        }
        return true;
    }

    private void leaveOut(String bytesName, byte[] part, String sha256Name) {
        String sha256 = Sha256.hex(part);
        FailureHeaders.writeDigest(why, bytesName, part.length, sha256Name, sha256);
    }

    /** In the form that {@link FailureHeaders#HEADERS_BYTES} tells. */
    private static byte[] bytes(Headers headers) {
        int length = 0;
        for (Header header : headers) {
            length += 2 * Integer.BYTES + name(header).length + (int) RecordSize.length(header.value());
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (Header header : headers) {
            put(bytes, name(header));
            put(bytes, header.value());
        }
        return bytes.array();
    }

    private static byte[] name(Header header) {
        return header.key().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer into, byte @Nullable [] part) {
        into.putInt(part == null ? NULL : part.length);
        if (part != null) {
            into.put(part);
        }
    }
}
