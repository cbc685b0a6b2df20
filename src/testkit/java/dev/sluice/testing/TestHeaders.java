package dev.sluice.testing;

import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.FailureHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What headers say, one by one or as the failed record that they make. */
public final class TestHeaders {

    private TestHeaders() {}

    /** The last header of that name; null when there is none, or its value is null. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Of a record without key and value. */
    public static FailedRecord failed(Headers headers) {
        return FailureHeaders.read(null, null, -1, headers);
    }
}
