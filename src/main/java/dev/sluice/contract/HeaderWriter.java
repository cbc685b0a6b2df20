package dev.sluice.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Adds text to headers. */
final class HeaderWriter {

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

    Headers headers() {
        return headers;
    }
}
