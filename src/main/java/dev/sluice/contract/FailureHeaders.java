package dev.sluice.contract;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.StackTraceText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of dead letters and retries. Every value is UTF-8 text.
 *
 * <p>A dead letter has Kafka Streams' own names (KIP-1034) where there is one, and {@code sluice.*} beside them. The
 * record's own headers stay as they are.
 */
public final class FailureHeaders {

    /** The kind of error. */
    public static final String EXCEPTION = "__streams.errors.exception";

    /** What was wrong, without any payload value. */
    public static final String MESSAGE = "__streams.errors.message";

    /** The record's source position. */
    public static final String TOPIC = "__streams.errors.topic";

    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";

    /** Where a defect was thrown, as {@link StackTraceText} has it; absent where nothing was. */
    public static final String STACKTRACE = "__streams.errors.stacktrace";

    /** A {@link FailureReason}'s label. */
    public static final String REASON = "sluice.failure.reason";

    /** The output field at fault, dotted from the root record; absent for the whole record. */
    public static final String PATH = "sluice.failure.path";

    /** How many attempts have failed. */
    public static final String ATTEMPTS = "sluice.attempts";

    /** When the last attempt failed: milliseconds since the epoch. */
    public static final String FAILED_AT = "sluice.failed-at";

    /** When the next attempt is due: milliseconds since the epoch. On retries only. */
    public static final String DUE_AT = "sluice.due-at";

    /**
     * The record's own timestamp: milliseconds since the epoch. Kafka's is, on retries, when the retry was written; on a
     * dead letter the same as this, unless the broker would refuse it.
     */
    public static final String TIMESTAMP = "sluice.timestamp";

    /** Which application dead-lettered the record, and which mapping refused it. */
    public static final String APPLICATION_ID = "sluice.application-id";

    public static final String MAPPING = "sluice.mapping";

    /** How often the record was replayed as a dead letter, itself included; it stays with the record. */
    public static final String REPLAYS = "sluice.replays";

    /** The dead letter that was replayed last: {@code TOPIC-PARTITION@OFFSET}. */
    public static final String REPLAYED_FROM = "sluice.replayed-from";

    /**
     * The length, and the SHA-256 in hexadecimal, of a value that is too large for the dead-letter topic, and left out.
     */
    public static final String VALUE_BYTES = "sluice.value.bytes";

    public static final String VALUE_SHA256 = "sluice.value.sha256";

    /** The same of a key. */
    public static final String KEY_BYTES = "sluice.key.bytes";

    public static final String KEY_SHA256 = "sluice.key.sha256";

    /**
     * The same of all the record's own headers, in their order: name, value, name, value and so on, the name in UTF-8,
     * each after its length in four bytes, big-endian, which is -1 for null.
     */
    public static final String HEADERS_BYTES = "sluice.headers.bytes";

    public static final String HEADERS_SHA256 = "sluice.headers.sha256";

    /** Kafka's own bound; a longer one is none of ours. */
    private static final int MAX_TOPIC_LENGTH = 249;

    /** What an attempt says, and the next one says anew. */
    private static final Set<String> OF_AN_ATTEMPT = Set.of(
            EXCEPTION,
            MESSAGE,
            TOPIC,
            PARTITION,
            OFFSET,
            STACKTRACE,
            REASON,
            PATH,
            ATTEMPTS,
            FAILED_AT,
            DUE_AT,
            TIMESTAMP,
            APPLICATION_ID,
            MAPPING,
            VALUE_BYTES,
            VALUE_SHA256,
            KEY_BYTES,
            KEY_SHA256,
            HEADERS_BYTES,
            HEADERS_SHA256);

    /** What a replay says, and later attempts keep. */
    private static final Set<String> OF_A_REPLAY = Set.of(REPLAYS, REPLAYED_FROM);

    private FailureHeaders() {}

    /** Whether a header of that name is Sluice's; all others are the record's own, whatever they begin with. */
    public static boolean isOurs(String name) {
        return OF_AN_ATTEMPT.contains(name) || OF_A_REPLAY.contains(name);
    }

    /** Removes what an earlier attempt said; the record's own headers, and what a replay said, are left. */
    public static void clear(Headers headers) {
        OF_AN_ATTEMPT.forEach(headers::remove);
    }

    /** Writes what both dead letters and retries say, in place of what an earlier attempt said. */
    public static void write(
            Headers headers, Failure failure, SourcePosition source, int attempts, long failedAtMillis) {
        clear(headers);
        add(headers, EXCEPTION, Failure.class.getName());
        add(headers, MESSAGE, failure.message());
        add(headers, TOPIC, source.topic());
        add(headers, PARTITION, Integer.toString(source.partition()));
        add(headers, OFFSET, Long.toString(source.offset()));
        add(headers, REASON, failure.reason().label());
        if (!failure.path().isEmpty()) {
            add(headers, PATH, failure.path());
        }
        add(headers, ATTEMPTS, Integer.toString(attempts));
        add(headers, FAILED_AT, Long.toString(failedAtMillis));
    }

    /** Writes what was thrown, in place of the exception that {@link #write} names. */
    public static void writeThrown(Headers headers, Throwable thrown) {
        headers.remove(EXCEPTION);
        add(headers, EXCEPTION, thrown.getClass().getName());
        add(headers, STACKTRACE, StackTraceText.of(thrown));
    }

    /** Writes what is said of a part that is left out, under its two names. */
    public static void writeDigest(Headers headers, String bytesName, long bytes, String sha256Name, String sha256) {
        add(headers, bytesName, Long.toString(bytes));
        add(headers, sha256Name, sha256);
    }

    /** Writes what only a retry says. */
    public static void writeDue(Headers headers, long dueAtMillis) {
        add(headers, DUE_AT, Long.toString(dueAtMillis));
    }

    /** Writes the record's own timestamp, in milliseconds since the epoch. */
    public static void writeTimestamp(Headers headers, long timestampMillis) {
        add(headers, TIMESTAMP, Long.toString(timestampMillis));
    }

    /** Writes what only a dead letter says. */
    public static void writeOrigin(Headers headers, String applicationId, String mappingFingerprint) {
        add(headers, APPLICATION_ID, applicationId);
        add(headers, MAPPING, mappingFingerprint);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The source position that the headers name, or null when they name none. */
    public static @Nullable SourcePosition source(Headers headers) {
        String topic = text(headers, TOPIC);
        long partition = number(headers, PARTITION, -1);
        long offset = number(headers, OFFSET, -1);
        return topic == null
                        || topic.length() > MAX_TOPIC_LENGTH
                        || partition < 0
                        || partition > Integer.MAX_VALUE
                        || offset < 0
                ? null
                : new SourcePosition(topic, (int) partition, offset);
    }

    /** The source position of a record that was taken up for retry, which has one. */
    public static SourcePosition requiredSource(Headers headers) {
        SourcePosition source = source(headers);
        if (source == null) {
            throw new IllegalStateException("a record was taken up for retry without its source position");
        }
        return source;
    }

    /** How many attempts have failed; 0 when the headers do not say. */
    public static int attempts(Headers headers) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, number(headers, ATTEMPTS, 0)));
    }

    /**
     * When the next attempt is due, in milliseconds since the epoch; 0, which is always past, when the headers do not
     * say.
     */
    public static long dueAtMillis(Headers headers) {
        return number(headers, DUE_AT, 0);
    }

    /**
     * The record's own timestamp, in milliseconds since the epoch.
     *
     * @param kafkas the one that Kafka has, which is the record's own when the headers do not say
     */
    public static long timestampMillis(Headers headers, long kafkas) {
        long millis = number(headers, TIMESTAMP, kafkas);
        return millis < 0 ? kafkas : millis;
    }

    /** The last header of that name as a whole number, or {@code otherwise}. */
    public static long number(Headers headers, String name, long otherwise) {
        String text = text(headers, name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The last header of that name as text, or null. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
