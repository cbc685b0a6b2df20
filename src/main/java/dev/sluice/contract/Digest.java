package dev.sluice.contract;

import dev.sluice.bytes.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a part of a record that was left out.
 *
 * @param bytes the part's length
 * @param sha256 in hexadecimal; whoever wrote the record may have written anything
 */
public record Digest(long bytes, String sha256) {

    private static final int NULL = -1;

    static Digest of(byte[] part) {
        return new Digest(part.length, Sha256.hex(part));
    }

    /** Of the bytes that {@link FailureHeaders#HEADERS_BYTES} describes. */
    static Digest of(Headers headers) {
        int length = 0;
        for (Header header : headers) {
            length += 2 * Integer.BYTES + name(header).length + (int) RecordSize.length(header.value());
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (Header header : headers) {
            put(bytes, name(header));
            put(bytes, header.value());
        }
        return of(bytes.array());
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
