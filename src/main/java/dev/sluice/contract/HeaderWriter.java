package dev.sluice.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Adds text to headers. */
final class HeaderWriter {

    private static final int NULL = -1;

    private final Headers headers;

    HeaderWriter(Headers headers) {
        this.headers = headers;
    }

    /** Nothing, if the value is null. */
    HeaderWriter add(String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    HeaderWriter add(String name, long value) {
        return add(name, Long.toString(value));
    }

    /** All of the headers in the form that {@link FailureHeaders#HEADERS_BYTES} describes. */
    static byte[] bytes(Headers headers) {
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

    Headers headers() {
        return headers;
    }
}
