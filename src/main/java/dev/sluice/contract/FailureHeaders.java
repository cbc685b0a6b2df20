package dev.sluice.contract;

import dev.sluice.contract.OriginalRecord.Part;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.StackTraceText;
import dev.sluice.kstreams.KafkaHeaders;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers that make a Kafka record a retry or a dead letter, written from a {@link FailedRecord} and read back as one.
 *
 * <p>Every value is UTF-8 text. Names are Kafka Streams' own (KIP-1034) where it has one, else {@code sluice.*}. The
 * record's own headers stay as they are, before these. Whoever wrote a record, no header is taken for granted.
 */
public final class FailureHeaders {

    /** The kind of error. */
    public static final String EXCEPTION = "__streams.errors.exception";

    /** What was wrong, without any payload value: the message of the first failure. */
    public static final String MESSAGE = "__streams.errors.message";

    /** The record's source position. */
    public static final String TOPIC = "__streams.errors.topic";

    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";

    /** Where a defect was thrown, as {@link StackTraceText} has it; absent where nothing was. */
    public static final String STACKTRACE = "__streams.errors.stacktrace";

    /** The label of the first failure's {@link FailureReason}. */
    public static final String REASON = "sluice.failure.reason";

    /** The output field of the first failure, dotted from the root record; absent for the whole record. */
    public static final String PATH = "sluice.failure.path";

    /** All failures, as {@link FailureList} writes them; absent when there is one, which the three before hold. */
    public static final String FAILURES = "sluice.failures";

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

    /** The application that dead-lettered the record, its pipeline, and the fingerprint of the mapping that refused it. */
    public static final String APPLICATION_ID = "sluice.application-id";

    /** Absent as long as the pipeline has no name. */
    public static final String PIPELINE = "sluice.pipeline";

    public static final String MAPPING = "sluice.mapping";

    /** How often the record was replayed as a dead letter; it stays with the record. */
    public static final String REPLAYS = "sluice.replays";

    /** The dead letter that was replayed last: {@code TOPIC-PARTITION@OFFSET}. */
    public static final String REPLAYED_FROM = "sluice.replayed-from";

    /** Length, and SHA-256 in hexadecimal, of a value that was left out because the dead-letter topic would refuse it. */
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

    /**
     * Those of the record's own headers that have a name of this class, so that they are kept and not believed; in the form
     * of {@link #HEADERS_BYTES}.
     */
    public static final String OWN_HEADERS = "sluice.own-headers";

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
            FAILURES,
            ATTEMPTS,
            FAILED_AT,
            DUE_AT,
            TIMESTAMP,
            APPLICATION_ID,
            PIPELINE,
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
        return OF_AN_ATTEMPT.contains(name) || OF_A_REPLAY.contains(name) || name.equals(OWN_HEADERS);
    }

    /** A copy without what an attempt says; the record's own headers, and those of a replay, are left. */
    static Headers carried(Headers headers) {
        Headers carried = KafkaHeaders.of();
        for (Header header : headers) {
            if (!OF_AN_ATTEMPT.contains(header.key())) {
                carried.add(header);
            }
        }
        return carried;
    }

    /**
     * What a record from a topic of others carries from now on: its headers as they came, those that have a name of an
     * attempt's in {@link #OWN_HEADERS}. A replay to the source writes its headers there, so that they stay.
     */
    static Headers received(Headers headers) {
        Headers received = KafkaHeaders.of();
        Headers own = KafkaHeaders.of();
        for (Header header : headers) {
            boolean isOwn = OF_AN_ATTEMPT.contains(header.key()) || header.key().equals(OWN_HEADERS);
            (isOwn ? own : received).add(header);
        }
        return own.iterator().hasNext() ? received.add(OWN_HEADERS, HeaderWriter.bytes(own)) : received;
    }

    /** All headers of the Kafka record that a failed record becomes: those it carries, then those of its failure. */
    public static Headers write(FailedRecord failed) {
        HeaderWriter writer =
                new HeaderWriter(KafkaHeaders.copyOf(failed.original().headers()));
        SourcePosition source = failed.source();
        if (source != null) {
            writer.add(TOPIC, source.topic()).add(PARTITION, source.partition()).add(OFFSET, source.offset());
        }
        writer.add(TIMESTAMP, failed.original().timestampMillis());
        writeFailures(failed, writer);
        Attempts attempts = failed.attempts();
        if (!attempts.equals(Attempts.NONE)) {
            writer.add(ATTEMPTS, attempts.failed()).add(FAILED_AT, attempts.lastFailedAtMillis());
        }
        if (attempts.dueAtMillis() > 0) {
            writer.add(DUE_AT, attempts.dueAtMillis());
        }
        RefusedBy by = failed.refusedBy();
        writer.add(APPLICATION_ID, by.applicationId())
                .add(PIPELINE, by.pipeline())
                .add(MAPPING, by.mapping());
        writeDigest(failed, Part.VALUE, VALUE_BYTES, VALUE_SHA256, writer);
        writeDigest(failed, Part.KEY, KEY_BYTES, KEY_SHA256, writer);
        writeDigest(failed, Part.HEADERS, HEADERS_BYTES, HEADERS_SHA256, writer);
        return writer.headers();
    }

    private static void writeFailures(FailedRecord failed, HeaderWriter writer) {
        Thrown thrown = failed.thrown();
        if (thrown != null) {
            writer.add(EXCEPTION, thrown.exception()).add(STACKTRACE, thrown.stackTrace());
        }
        if (failed.failures().isEmpty()) {
            return;
        }
        ReportedFailure first = failed.failures().get(0);
        if (thrown == null) {
            writer.add(EXCEPTION, Failure.class.getName());
        }
        writer.add(MESSAGE, first.message()).add(REASON, first.reason());
        if (!first.path().isEmpty()) {
            writer.add(PATH, first.path());
        }
        if (failed.failures().size() > 1) {
            writer.add(FAILURES, FailureList.write(failed.failures()));
        }
    }

    private static void writeDigest(
            FailedRecord failed, Part part, String bytesName, String sha256Name, HeaderWriter writer) {
        Digest digest = failed.original().leftOut(part);
        if (digest != null) {
            writer.add(bytesName, digest.bytes()).add(sha256Name, digest.sha256());
        }
    }

    /**
     * Reads a record of the retry topic or the dead-letter topic.
     *
     * @param kafkaTimestamp the one that Kafka has, which is the record's own when no header says it
     */
    public static FailedRecord read(
            byte @Nullable [] key, byte @Nullable [] value, long kafkaTimestamp, Headers headers) {
        HeaderReader reader = new HeaderReader(headers);
        long timestamp = reader.timestampMillis(kafkaTimestamp);
        return new FailedRecord(
                reader.source(),
                new OriginalRecord(key, value, timestamp, carried(headers), reader.leftOut()),
                reader.failures(),
                reader.attempts(),
                new RefusedBy(reader.text(APPLICATION_ID), reader.text(PIPELINE), reader.text(MAPPING)),
                reader.thrown());
    }

    /** The source position alone; null when the headers name none. */
    public static @Nullable SourcePosition source(Headers headers) {
        return new HeaderReader(headers).source();
    }

    /** The source position of a record that was taken up for retry, which has one. */
    public static SourcePosition requiredSource(Headers headers) {
        SourcePosition source = source(headers);
        if (source == null) {
            throw new IllegalStateException("a record was taken up for retry without its source position");
        }
        return source;
    }

    /** How often the record with these headers was replayed. */
    public static Replays replays(Headers headers) {
        HeaderReader reader = new HeaderReader(headers);
        return new Replays(Math.max(0, reader.number(REPLAYS, 0)), reader.text(REPLAYED_FROM));
    }

    /** The headers of a record that is replayed: those it carries, and that it was replayed so often, last from there. */
    public static Headers writeReplay(Headers carried, Replays replays) {
        return new HeaderWriter(KafkaHeaders.copyOf(carried).remove(REPLAYS).remove(REPLAYED_FROM))
                .add(REPLAYS, replays.count())
                .add(REPLAYED_FROM, replays.from())
                .headers();
    }
}
