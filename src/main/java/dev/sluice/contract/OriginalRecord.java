package dev.sluice.contract;

import dev.sluice.kstreams.KafkaHeaders;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from the input: what a retry and a dead letter carry unchanged.
 *
 * @param timestampMillis its own, in milliseconds since the epoch
 * @param headers its own, and those of an earlier replay; never those of a failure. {@link FailureHeaders#OWN_HEADERS} has
 *     those of its own that could be mistaken for one's
 * @param leftOut the parts that were too large for the dead-letter topic; they are null or empty here
 */
public record OriginalRecord(
        byte @Nullable [] key,
        byte @Nullable [] value,
        long timestampMillis,
        Headers headers,
        Map<Part, Digest> leftOut) {

    /** A part that may be too large for the dead-letter topic. */
    public enum Part {
        VALUE,
        KEY,
        /** All headers together. */
        HEADERS
    }

    public OriginalRecord {
        leftOut = Map.copyOf(leftOut);
    }

    /** A whole record as it came. What its headers say of a failure is kept, and not believed. */
    public static OriginalRecord of(
            byte @Nullable [] key, byte @Nullable [] value, long timestampMillis, Headers headers) {
        return new OriginalRecord(key, value, timestampMillis, FailureHeaders.received(headers), Map.of());
    }

    /** The same without its largest part, which gives way to its digest; null when there is no part left. */
    @Nullable
    OriginalRecord withoutLargestPart() {
        long keyBytes = RecordSize.length(key);
        long valueBytes = RecordSize.length(value);
        long headerBytes = RecordSize.of(headers);
        if (value != null && valueBytes >= keyBytes && valueBytes >= headerBytes) {
            return new OriginalRecord(key, null, timestampMillis, headers, leftOutWith(Part.VALUE, Digest.of(value)));
        }
        if (key != null && keyBytes >= headerBytes) {
            return new OriginalRecord(null, value, timestampMillis, headers, leftOutWith(Part.KEY, Digest.of(key)));
        }
        if (headerBytes > 0) {
            return new OriginalRecord(
                    key, value, timestampMillis, KafkaHeaders.of(), leftOutWith(Part.HEADERS, Digest.of(headers)));
        }
        return null;
    }

    private Map<Part, Digest> leftOutWith(Part part, Digest digest) {
        Map<Part, Digest> more = new EnumMap<>(Part.class);
        more.putAll(leftOut);
        more.put(part, digest);
        return more;
    }

    /** The digest of a part that was left out; null when the part is here. */
    public @Nullable Digest leftOut(Part part) {
        return leftOut.get(part);
    }

    /** The headers that the record came with, without those of an earlier replay. */
    public Headers ownHeaders() {
        Headers own = KafkaHeaders.of();
        for (Header header : headers) {
            if (!FailureHeaders.isOurs(header.key())) {
                own.add(header);
            }
        }
        new HeaderReader(headers).addOwnHeaders(own);
        return own;
    }

    /** The headers as the mapping sees them at each attempt. */
    public Headers sourceHeaders() {
        return headers.lastHeader(FailureHeaders.OWN_HEADERS) == null ? headers : ownHeaders();
    }
}
