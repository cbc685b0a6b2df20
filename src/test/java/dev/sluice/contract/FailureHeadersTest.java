package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.OriginalRecord.Part;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.kstreams.KafkaHeaders;
import dev.sluice.testing.TestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureHeadersTest {

    private static final SourcePosition SOURCE = new SourcePosition("payments", 2, 3);
    private static final Failure FIRST = new Failure(FailureReason.WRONG_TYPE, "amount", "amount is a \"text\"");
    private static final Failure SECOND = new Failure(FailureReason.NULL_VALUE, "", "the value is null");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static OriginalRecord original(Headers headers) {
        return OriginalRecord.of(utf8("k"), utf8("v"), 77, headers);
    }

    private static FailedRecord read(FailedRecord failed) {
        OriginalRecord original = failed.original();
        return FailureHeaders.read(original.key(), original.value(), 1_000, FailureHeaders.write(failed));
    }

    private static void assertComesBack(FailedRecord failed) {
        assertThat(read(failed)).usingRecursiveComparison().isEqualTo(failed);
    }

    @Test
    void record_comesBackAsItWasWritten() {
        Headers headers = KafkaHeaders.of().add("a", utf8("1")).add("b", null).add("a", utf8("2"));
        FailedRecord failed = FailedRecord.of(SOURCE, original(headers), List.of(FIRST), new Attempts(2, 5, 9));

        assertComesBack(failed);
        assertComesBack(failed.with(new RefusedBy("app", null, "cafe")));
        assertComesBack(failed.with(new RefusedBy("app", "sales", "cafe")).with(new Thrown("E", "E\n\tat here")));
        assertComesBack(FailedRecord.untried(SOURCE, original(headers)));
        assertComesBack(failed.with(new OriginalRecord(
                null,
                null,
                77,
                KafkaHeaders.of(),
                Map.of(
                        Part.VALUE,
                        new Digest(4, "00"),
                        Part.KEY,
                        new Digest(5, "01"),
                        Part.HEADERS,
                        new Digest(6, "02")))));
    }

    @Test
    void severalFailures_comeBackInTheirOrderAndTheFirstIsInHeadersOfItsOwn() {
        FailedRecord failed =
                FailedRecord.of(SOURCE, original(KafkaHeaders.of()), List.of(FIRST, SECOND), new Attempts(1, 5, 0));
        Headers headers = FailureHeaders.write(failed);

        assertComesBack(failed);
        assertThat(TestHeaders.text(headers, FailureHeaders.REASON)).isEqualTo("wrong_type");
        assertThat(TestHeaders.text(headers, FailureHeaders.PATH)).isEqualTo("amount");
        assertThat(TestHeaders.text(headers, FailureHeaders.MESSAGE)).isEqualTo("amount is a \"text\"");
        assertThat(TestHeaders.text(headers, FailureHeaders.FAILURES))
                .isEqualTo("[{\"reason\":\"wrong_type\",\"path\":\"amount\",\"message\":\"amount is a \\\"text\\\"\"},"
                        + "{\"reason\":\"null_value\",\"path\":\"\",\"message\":\"the value is null\"}]");
    }

    @Test
    void failures_areTwentyAtMost() {
        FailedRecord failed = FailedRecord.of(
                SOURCE, original(KafkaHeaders.of()), Collections.nCopies(21, FIRST), new Attempts(1, 5, 0));

        assertThat(failed.failures()).hasSize(20);
        assertComesBack(failed);
    }

    @Test
    void nextAttempt_takesThePlaceOfTheOneBefore() {
        FailedRecord first = FailedRecord.of(
                SOURCE,
                original(KafkaHeaders.of().add("trace", utf8("t"))),
                List.of(FIRST, SECOND),
                new Attempts(1, 5, 9));

        Headers second = FailureHeaders.write(
                FailedRecord.of(SOURCE, read(first).original(), List.of(SECOND), new Attempts(2, 8, 0)));

        assertThat(second.headers(FailureHeaders.REASON)).hasSize(1);
        assertThat(TestHeaders.text(second, FailureHeaders.REASON)).isEqualTo("null_value");
        assertThat(TestHeaders.text(second, FailureHeaders.ATTEMPTS)).isEqualTo("2");
        assertThat(second.lastHeader(FailureHeaders.PATH)).isNull();
        assertThat(second.lastHeader(FailureHeaders.FAILURES)).isNull();
        assertThat(second.lastHeader(FailureHeaders.DUE_AT)).isNull();
        assertThat(TestHeaders.text(second, "trace")).isEqualTo("t");
    }

    @Test
    void listOfFailures_mayHoldMoreThanThisVersionKnows() {
        Headers headers = KafkaHeaders.of()
                .add(FailureHeaders.REASON, utf8("inexact"))
                .add(
                        FailureHeaders.FAILURES,
                        utf8("[{\"reason\":\"new_reason\",\"weight\":3},{\"path\":\"a\"},7,{\"reason\":\"inexact\"}]"));

        assertThat(TestHeaders.failed(headers).failures())
                .containsExactly(new ReportedFailure("new_reason", "", ""), new ReportedFailure("inexact", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "7", "[{\"reason\": 7}]"})
    void firstFailure_countsWhenTheListOfFailuresIsNone(String list) {
        Headers headers =
                KafkaHeaders.of().add(FailureHeaders.REASON, utf8("inexact")).add(FailureHeaders.FAILURES, utf8(list));

        assertThat(TestHeaders.failed(headers).failures()).containsExactly(new ReportedFailure("inexact", "", ""));
    }

    @Test
    void recordWithoutHeaders_saysNothing() {
        FailedRecord foreign = FailureHeaders.read(utf8("k"), utf8("v"), 1_000, KafkaHeaders.of());

        assertThat(foreign.source()).isNull();
        assertThat(foreign.failures()).isEmpty();
        assertThat(foreign.attempts()).isEqualTo(Attempts.NONE);
        assertThat(foreign.refusedBy()).isEqualTo(RefusedBy.UNKNOWN);
        assertThat(foreign.thrown()).isNull();
        assertThat(foreign.original().timestampMillis()).isEqualTo(1_000);
    }

    @Test
    void recordOfKafkaStreamsOwnHandler_hasItsMessageAndAnUnknownReason() {
        Headers headers = KafkaHeaders.of()
                .add(FailureHeaders.EXCEPTION, utf8("java.lang.IllegalStateException"))
                .add(FailureHeaders.MESSAGE, utf8("failed"))
                .add(FailureHeaders.STACKTRACE, utf8("at x"));

        assertThat(TestHeaders.failed(headers).failures())
                .containsExactly(new ReportedFailure("unknown", "", "failed"));
        assertThat(TestHeaders.failed(headers).thrown())
                .isEqualTo(new Thrown("java.lang.IllegalStateException", "at x"));
    }

    @ParameterizedTest(name = "partition {0}, offset {1}: a source {2}")
    @CsvSource({"2, 3, true", "-1, 3, false", "2, -1, false", "2147483648, 3, false", "two, 3, false", "2, 1e3, false"})
    void source_isReadOnlyWhenItIsAPosition(String partition, String offset, boolean isPosition) {
        Headers headers = KafkaHeaders.of()
                .add(FailureHeaders.TOPIC, utf8("payments"))
                .add(FailureHeaders.PARTITION, utf8(partition))
                .add(FailureHeaders.OFFSET, utf8(offset));

        assertThat(FailureHeaders.source(headers)).isEqualTo(isPosition ? SOURCE : null);
    }

    @Test
    void numbers_areLeftOutWhenTheyAreNone() {
        Headers headers = KafkaHeaders.of()
                .add(FailureHeaders.ATTEMPTS, utf8("-7"))
                .add(FailureHeaders.DUE_AT, utf8("soon"))
                .add(FailureHeaders.TIMESTAMP, utf8("-1"))
                .add(FailureHeaders.REPLAYS, utf8("-3"));

        FailedRecord failed = FailureHeaders.read(null, null, 1_000, headers);

        assertThat(failed.attempts()).isEqualTo(Attempts.NONE);
        assertThat(failed.original().timestampMillis()).isEqualTo(1_000);
        assertThat(FailureHeaders.replays(headers)).isEqualTo(new Replays(0, null));
    }

    @Test
    void replay_staysWithTheRecordAndIsNoneOfItsOwnHeaders() {
        Headers replayed =
                FailureHeaders.writeReplay(KafkaHeaders.of().add("trace", utf8("t")), new Replays(2, "letters-0@7"));
        FailedRecord failed = FailedRecord.of(SOURCE, original(replayed), List.of(FIRST), new Attempts(1, 5, 0));

        FailedRecord read = read(failed);

        assertThat(FailureHeaders.replays(read.original().headers())).isEqualTo(new Replays(2, "letters-0@7"));
        assertThat(read.original().ownHeaders()).isEqualTo(KafkaHeaders.of().add("trace", utf8("t")));
    }

    @Test
    void ownHeadersWithTheNamesOfAFailures_areKeptAndNotBelieved() {
        Headers own = KafkaHeaders.of()
                .add(FailureHeaders.REASON, utf8("mine"))
                .add("trace", utf8("t"))
                .add(FailureHeaders.ATTEMPTS, null)
                .add(FailureHeaders.OWN_HEADERS, utf8("also mine"));
        FailedRecord failed = FailedRecord.of(SOURCE, original(own), List.of(FIRST), new Attempts(1, 5, 0));
        FailedRecord again = FailedRecord.of(SOURCE, read(failed).original(), List.of(SECOND), new Attempts(2, 5, 0));

        assertComesBack(failed);
        assertThat(read(again).failures()).extracting(ReportedFailure::reason).containsExactly("null_value");
        Headers restored = KafkaHeaders.of()
                .add("trace", utf8("t"))
                .add(FailureHeaders.REASON, utf8("mine"))
                .add(FailureHeaders.ATTEMPTS, null)
                .add(FailureHeaders.OWN_HEADERS, utf8("also mine"));
        assertThat(read(again).original().ownHeaders()).isEqualTo(restored);
        assertThat(read(again).original().sourceHeaders()).isEqualTo(restored);
    }

    @Test
    void ownHeaders_areAsManyAsAreWhole() {
        byte[] cut = {0, 0, 0, 1, 'a', -1, -1, -1, -1, 0, 0, 0, 1, 'b', 127, 0, 0, 0, 1};
        FailedRecord forged =
                FailureHeaders.read(null, null, 0, KafkaHeaders.of().add(FailureHeaders.OWN_HEADERS, cut));

        assertThat(forged.original().ownHeaders()).isEqualTo(KafkaHeaders.of().add("a", null));
    }
}
