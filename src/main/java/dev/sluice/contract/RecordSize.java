package dev.sluice.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How large a record can get in Kafka: in a batch of its own, the unit that {@code max.message.bytes} and {@code
 * max.request.size} bound.
 *
 * <p>The numbers are upper bounds, of Kafka's message format 2 (Kafka documentation, 5.3): 61 bytes of batch overhead,
 * and lengths as varints of at most five bytes.
 */
public final class RecordSize {

    /**
     * The {@code max.message.bytes} of a topic that sets none of its own. A chunk of a block, with its source
     * offsets, and a manifest record are made to fit in it.
     */
    public static final long DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

    /**
     * A batch's head, and of its record the length, attributes, timestamp and offset deltas, and three more lengths.
     */
    private static final int OVERHEAD = 61 + 21 + 3 * 5;

    private static final int VARINT = 5;

    private RecordSize() {}

    /** Uncompressed, as the producer counts. */
    public static long of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return OVERHEAD + length(key) + length(value) + of(headers);
    }

    public static long of(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += 2 * VARINT + header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
        }
        return size;
    }

    /**
     * What a record of this size may grow to when a codec finds nothing to compress: all of Kafka's then store the
     * bytes as they are, in blocks of 16 KiB or more with a head of some bytes each.
     */
    public static long compressed(long size) {
        return size + size / 1_024 + 64;
    }

    public static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
