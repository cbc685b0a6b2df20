package dev.sluice.contract;

import dev.sluice.contract.OriginalRecord.Part;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the headers of {@link FailureHeaders}, of which any may be missing or hold something else. */
final class HeaderReader {

    /** Kafka's own bound; a longer name is not a topic's. */
    private static final int MAX_TOPIC_LENGTH = 249;

    /** No policy has as many; a larger number is not this program's. */
    private static final int MAX_ATTEMPTS = 1_000_000;

    private final Headers headers;

    HeaderReader(Headers headers) {
        this.headers = headers;
    }

    /** The last header of that name as text, or null. */
    @Nullable
    String text(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The last header of that name as a whole number, or {@code otherwise}. */
    long number(String name, long otherwise) {
        String text = text(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    @Nullable
    SourcePosition source() {
        String topic = text(FailureHeaders.TOPIC);
        long partition = number(FailureHeaders.PARTITION, -1);
        long offset = number(FailureHeaders.OFFSET, -1);
        if (topic == null
                || topic.length() > MAX_TOPIC_LENGTH
                || partition < 0
                || partition > Integer.MAX_VALUE
                || offset < 0) {
            return null;
        }
        return new SourcePosition(topic, (int) partition, offset);
    }

    long timestampMillis(long kafkaTimestamp) {
        long millis = number(FailureHeaders.TIMESTAMP, kafkaTimestamp);
        return millis < 0 ? kafkaTimestamp : millis;
    }

    Attempts attempts() {
        long failed = number(FailureHeaders.ATTEMPTS, 0);
        return new Attempts(
                (int) Math.max(0, Math.min(MAX_ATTEMPTS, failed)),
                number(FailureHeaders.FAILED_AT, 0),
                number(FailureHeaders.DUE_AT, 0));
    }

    /** All that are reported, the first one first; none when no header reports one. */
    List<ReportedFailure> failures() {
        String reason = text(FailureHeaders.REASON);
        String message = text(FailureHeaders.MESSAGE);
        String list = text(FailureHeaders.FAILURES);
        List<ReportedFailure> listed = list == null ? List.of() : FailureList.read(list);
        if (!listed.isEmpty()) {
            return listed;
        }
        if (reason == null && message == null) {
            return List.of();
        }
        return List.of(new ReportedFailure(
                Objects.requireNonNullElse(reason, ReportedFailure.UNKNOWN_REASON),
                Objects.requireNonNullElse(text(FailureHeaders.PATH), ""),
                Objects.requireNonNullElse(message, "")));
    }

    /** What a defect threw, in Sluice or, where Kafka Streams wrote the record, in a processor. */
    @Nullable
    Thrown thrown() {
        String exception = text(FailureHeaders.EXCEPTION);
        String stackTrace = text(FailureHeaders.STACKTRACE);
        return exception == null || stackTrace == null ? null : new Thrown(exception, stackTrace);
    }

    /** Any part of which there is a SHA-256. */
    Map<Part, Digest> leftOut() {
        Map<Part, Digest> leftOut = new EnumMap<>(Part.class);
        addDigest(Part.VALUE, FailureHeaders.VALUE_BYTES, FailureHeaders.VALUE_SHA256, leftOut);
        addDigest(Part.KEY, FailureHeaders.KEY_BYTES, FailureHeaders.KEY_SHA256, leftOut);
        addDigest(Part.HEADERS, FailureHeaders.HEADERS_BYTES, FailureHeaders.HEADERS_SHA256, leftOut);
        return leftOut;
    }

    /** Adds the headers that {@link FailureHeaders#OWN_HEADERS} holds, as many as are whole. */
    void addOwnHeaders(Headers to) {
        Header own = headers.lastHeader(FailureHeaders.OWN_HEADERS);
        if (own == null || own.value() == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(own.value());
        try {
            while (bytes.hasRemaining()) {
                byte[] name = next(bytes);
                byte[] value = next(bytes);
                if (name != null) {
                    to.add(new String(name, StandardCharsets.UTF_8), value);
                }
            }
        } catch (BufferUnderflowException e) {
            // Another program wrote the rest.
        }
    }

    private static byte @Nullable [] next(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0) {
            return null;
        }
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }

    private void addDigest(Part part, String bytesName, String sha256Name, Map<Part, Digest> leftOut) {
        String sha256 = text(sha256Name);
        if (sha256 != null) {
            leftOut.put(part, new Digest(number(bytesName, 0), sha256));
        }
    }
}
