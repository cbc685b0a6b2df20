package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.RefusedBy;
import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.TimestampBounds;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.kstreams.KafkaHeaders;
import dev.sluice.testing.TestHeaders;
import dev.sluice.topology.FailurePath.Rerouting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retries and dead letters; expected digests are those of {@code sha256sum}. */
class FailurePathTest {

    private static final int LIMIT = 16 * 1024;
    private static final MessageLimits LIMITS = new MessageLimits(LIMIT, LIMIT, TimestampBounds.DEFAULT);
    private static final long NOW = 1_763_640_000_000L;
    private static final long SENT = 5;
    private static final SourcePosition SOURCE = new SourcePosition("in", 3, 8);
    private static final Failure INEXACT = new Failure(FailureReason.INEXACT, "amount", "amount has 3 decimals");
    private static final Failure PENDING = new Failure(FailureReason.LOOKUP_PENDING, "shop", "shop has no row");
    private static final List<String> HEADERS_OF_A_LETTER = List.of(
            FailureHeaders.TOPIC,
            FailureHeaders.PARTITION,
            FailureHeaders.OFFSET,
            FailureHeaders.TIMESTAMP,
            FailureHeaders.EXCEPTION,
            FailureHeaders.MESSAGE,
            FailureHeaders.REASON,
            FailureHeaders.PATH,
            FailureHeaders.ATTEMPTS,
            FailureHeaders.FAILED_AT,
            FailureHeaders.APPLICATION_ID,
            FailureHeaders.MAPPING);

    private final FailurePath path = path(LIMITS);

    private static FailurePath path(MessageLimits limits) {
        RetryPolicy policy = new RetryPolicy(List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)));
        return new FailurePath(policy, limits, new RefusedBy("app", null, "cafe"), new Random(1));
    }

    private static Attempt attempt(int number, byte[] key, byte[] value, Headers headers) {
        return attempt(number, SENT, key, value, headers);
    }

    private static Attempt attempt(int number, long timestamp, byte[] key, byte[] value, Headers headers) {
        ConsumerRecord<byte[], byte[]> polled = new ConsumerRecord<>(
                SOURCE.topic(),
                SOURCE.partition(),
                SOURCE.offset(),
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
        return new Attempt(new ConsumedRecord().at(polled), number, NOW);
    }

    private Record<byte[], Outcome> letter(byte[] key, byte[] value, Headers headers) {
        Rerouting rerouting = path.refused(attempt(1, key, value, headers), List.of(INEXACT));
        assertThat(rerouting.to()).isEqualTo(Rerouting.To.DEAD_LETTERS);
        assertThat(rerouting.reason()).isEqualTo(FailureReason.INEXACT);
        return rerouting.record();
    }

    @Test
    void letter_isTheRecordAsItCameWhenItFits() {
        Headers headers = KafkaHeaders.of().add("trace", utf8("t1")).add(FailureHeaders.REASON, utf8("an older one"));
        Record<byte[], Outcome> letter = letter(utf8("k"), utf8("v"), headers);

        assertThat(letter.key()).isEqualTo(utf8("k"));
        assertThat(value(letter)).isEqualTo(utf8("v"));
        assertThat(letter.timestamp()).isEqualTo(SENT);
        assertThat(names(letter))
                .startsWith("trace", FailureHeaders.OWN_HEADERS)
                .hasSize(with("trace").size() + 1);
        assertThat(text(letter, "trace")).isEqualTo("t1");
        assertThat(text(letter, FailureHeaders.REASON)).isEqualTo("inexact");
        assertThat(text(letter, FailureHeaders.APPLICATION_ID)).isEqualTo("app");
        assertThat(text(letter, FailureHeaders.MAPPING)).isEqualTo("cafe");
    }

    @Test
    void value_givesWayToItsDigestWhenItIsTheLargest() {
        Headers headers = KafkaHeaders.of().add("trace", utf8("t1"));
        Record<byte[], Outcome> letter = letter(utf8("k"), utf8("v".repeat(20_000)), headers);

        assertThat(letter.key()).isEqualTo(utf8("k"));
        assertThat(value(letter)).isNull();
        assertThat(names(letter)).isEqualTo(with("trace", FailureHeaders.VALUE_BYTES, FailureHeaders.VALUE_SHA256));
        assertThat(text(letter, FailureHeaders.VALUE_BYTES)).isEqualTo("20000");
        assertThat(text(letter, FailureHeaders.VALUE_SHA256))
                .isEqualTo("5c3df6b90342a6909c7be50cebef01075dbdf55155e22e7388ed534ce9963e2f");
    }

    @Test
    void key_givesWayToItsDigestWhenItIsTheLargest() {
        Record<byte[], Outcome> letter = letter(utf8("k".repeat(20_000)), utf8("v"), KafkaHeaders.of());

        assertThat(letter.key()).isNull();
        assertThat(value(letter)).isEqualTo(utf8("v"));
        assertThat(text(letter, FailureHeaders.KEY_BYTES)).isEqualTo("20000");
        assertThat(text(letter, FailureHeaders.KEY_SHA256))
                .isEqualTo("f6001fb5575a58e6cbdc838b043a30bddabd1ba289b9bb648e3f20ff5f3d2df9");
    }

    @Test
    void ownHeaders_giveWayToTheirDigestWhenTheyAreTheLargest() {
        Headers headers = KafkaHeaders.of().add("é", null).add("a", utf8("h".repeat(20_000)));
        Record<byte[], Outcome> letter = letter(utf8("k"), utf8("v"), headers);

        assertThat(letter.key()).isEqualTo(utf8("k"));
        assertThat(value(letter)).isEqualTo(utf8("v"));
        assertThat(names(letter)).isEqualTo(with(null, FailureHeaders.HEADERS_BYTES, FailureHeaders.HEADERS_SHA256));
        assertThat(text(letter, FailureHeaders.HEADERS_BYTES)).isEqualTo("20019");
        assertThat(text(letter, FailureHeaders.HEADERS_SHA256))
                .isEqualTo("4d5c43baa5128f55f00697b0ef637903e0ec9f21863d73e56ac923f003c711a7");
    }

    @Test
    void everyPart_givesWayInTurnWhenEachIsTooLarge() {
        Headers headers = KafkaHeaders.of().add("a", utf8("h".repeat(20_000)));
        Record<byte[], Outcome> letter = letter(utf8("k".repeat(30_000)), utf8("v".repeat(40_000)), headers);

        assertThat(letter.key()).isNull();
        assertThat(value(letter)).isNull();
        assertThat(names(letter))
                .isEqualTo(with(
                        null,
                        FailureHeaders.VALUE_BYTES,
                        FailureHeaders.VALUE_SHA256,
                        FailureHeaders.KEY_BYTES,
                        FailureHeaders.KEY_SHA256,
                        FailureHeaders.HEADERS_BYTES,
                        FailureHeaders.HEADERS_SHA256));
        assertThat(LIMITS.allowDeadLetter(letter.key(), value(letter), letter.headers()))
                .isTrue();
    }

    @Test
    void value_staysWhenItIsJustWithinTheLimit() {
        Headers why = letter(null, utf8("v"), KafkaHeaders.of()).headers();
        byte[] value = utf8("v".repeat(LIMIT));
        while (!LIMITS.allowDeadLetter(null, value, why)) {
            value = utf8("v".repeat(value.length - 1));
        }

        assertThat(value(letter(null, value, KafkaHeaders.of()))).isEqualTo(value);
        assertThat(value(letter(null, utf8("v".repeat(value.length + 1)), KafkaHeaders.of())))
                .isNull();
    }

    @ParameterizedTest(name = "{0} ms before or after now where {1} before and {2} after are taken: its own {3}")
    @CsvSource({
        "3000000,  9223372036854775807, 3600000, true",
        "3400000,  9223372036854775807, 3600000, false", // it may be 3,600,000 by the broker's clock
        "1,        9223372036854775807, 0,       false",
        "-3600000, 9223372036854775807, 0,       true",
        "-3600000, 3600000,             0,       false",
        "0,        0,                   0,       true"
    })
    void timestamp_givesWayToNowWhenTheTopicDoesNotTakeIt(long ahead, long before, long after, boolean isTaken) {
        FailurePath bounded = path(new MessageLimits(LIMIT, LIMIT, new TimestampBounds(before, after)));
        Attempt attempt = attempt(1, NOW + ahead, null, utf8("v"), KafkaHeaders.of());

        assertThat(bounded.refused(attempt, List.of(INEXACT)).record().timestamp())
                .isEqualTo(isTaken ? NOW + ahead : NOW);
    }

    @Test
    void record_isTriedAgainWhenALaterAttemptMaySucceed() {
        Headers headers = KafkaHeaders.of().add("trace", utf8("t1"));

        Rerouting first = path.refused(attempt(1, utf8("k"), utf8("v"), headers), List.of(PENDING));

        assertThat(first.to()).isEqualTo(Rerouting.To.RETRIES);
        assertThat(first.reason()).isEqualTo(FailureReason.LOOKUP_PENDING);
        assertThat(first.record().key()).isEqualTo(utf8("k"));
        assertThat(value(first.record())).isEqualTo(utf8("v"));
        assertThat(first.record().timestamp())
                .as("so that retention counts from now")
                .isEqualTo(NOW);
        assertThat(text(first.record(), "trace")).isEqualTo("t1");
        assertThat(TestHeaders.failed(first.record().headers()).original().timestampMillis())
                .isEqualTo(SENT);
        assertThat(TestHeaders.failed(first.record().headers()).attempts().dueAtMillis())
                .isBetween(NOW + 10_000, NOW + 11_000);
        assertThat(path.refused(attempt(2, null, null, headers), List.of(PENDING))
                        .to())
                .isEqualTo(Rerouting.To.RETRIES);
    }

    @Test
    void record_isADeadLetterAfterItsLastAttempt() {
        Rerouting last = path.refused(attempt(3, utf8("k"), utf8("v"), KafkaHeaders.of()), List.of(PENDING));

        assertThat(last.to()).isEqualTo(Rerouting.To.DEAD_LETTERS);
        assertThat(last.reason()).isEqualTo(FailureReason.LOOKUP_PENDING);
        assertThat(names(last.record())).isEqualTo(HEADERS_OF_A_LETTER);
        assertThat(text(last.record(), FailureHeaders.ATTEMPTS)).isEqualTo("3");
    }

    @Test
    void record_isADeadLetterAtOnceWhenItIsTooLargeToWait() {
        Rerouting tooLarge =
                path.refused(attempt(1, null, utf8("v".repeat(LIMIT)), KafkaHeaders.of()), List.of(PENDING));

        assertThat(tooLarge.to()).isEqualTo(Rerouting.To.DEAD_LETTERS);
        assertThat(tooLarge.reason()).isEqualTo(FailureReason.RECORD_TOO_LARGE);
        assertThat(text(tooLarge.record(), FailureHeaders.REASON)).isEqualTo("record_too_large");
        assertThat(text(tooLarge.record(), FailureHeaders.PATH)).isEqualTo("shop");
        assertThat(text(tooLarge.record(), FailureHeaders.MESSAGE))
                .isEqualTo(
                        "shop has no row; it cannot wait, for with all headers it is larger than the 16384 bytes that"
                                + " the retry topic takes: raise max.message.bytes there");
    }

    @Test
    void defect_isADeadLetterWithItsStackTraceAndWithoutItsMessage() {
        Rerouting defect =
                path.defect(attempt(1, null, utf8("v"), KafkaHeaders.of()), new IllegalStateException("5105"));

        assertThat(defect.to()).isEqualTo(Rerouting.To.DEAD_LETTERS);
        assertThat(defect.reason()).isEqualTo(FailureReason.INTERNAL_ERROR);
        assertThat(text(defect.record(), FailureHeaders.EXCEPTION)).isEqualTo("java.lang.IllegalStateException");
        assertThat(text(defect.record(), FailureHeaders.STACKTRACE))
                .startsWith("java.lang.IllegalStateException\n\tat ")
                .doesNotContain("5105");
        assertThat(text(defect.record(), FailureHeaders.PATH)).isNull();
    }

    private static List<String> with(String first, String... last) {
        return Stream.of(Stream.ofNullable(first), HEADERS_OF_A_LETTER.stream(), Stream.of(last))
                .flatMap(names -> names)
                .toList();
    }

    private static byte[] value(Record<byte[], Outcome> letter) {
        assertThat(letter.value().source()).isEqualTo(SOURCE);
        return Outcome.serializer().serialize("", letter.value());
    }

    private static List<String> names(Record<byte[], Outcome> letter) {
        return StreamSupport.stream(letter.headers().spliterator(), false)
                .map(Header::key)
                .toList();
    }

    private static String text(Record<byte[], Outcome> letter, String name) {
        return TestHeaders.text(letter.headers(), name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void permanentFailure_isDecisiveWhereALookupIsPendingToo() {
        Rerouting rerouting = path.refused(attempt(1, null, utf8("v"), KafkaHeaders.of()), List.of(PENDING, INEXACT));

        assertThat(rerouting.to()).isEqualTo(Rerouting.To.DEAD_LETTERS);
        assertThat(rerouting.reason()).isEqualTo(INEXACT.reason());
        assertThat(new String(
                        rerouting
                                .record()
                                .headers()
                                .lastHeader(FailureHeaders.FAILURES)
                                .value(),
                        StandardCharsets.UTF_8))
                .containsSubsequence(INEXACT.reason().label(), PENDING.reason().label());
    }
}
