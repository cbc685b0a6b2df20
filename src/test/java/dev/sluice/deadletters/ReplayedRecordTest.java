package dev.sluice.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.SourcePosition;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.kstreams.KafkaHeaders;
import dev.sluice.testing.TestHeaders;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class ReplayedRecordTest {

    private static final SourcePosition SOURCE = new SourcePosition("payments", 2, 3);

    private Headers headers = Letters.headers(3, FailureReason.WRONG_TYPE);

    private DeadLetterRecord letter() {
        return Letters.letter(1, 10, headers, Letters.bytes("{\"amount\":1}"));
    }

    private static void assertSurvives(ProducerRecord<byte[], byte[]> record) {
        assertThat(record.key()).isEqualTo(Letters.bytes("account"));
        assertThat(record.value()).isEqualTo(Letters.bytes("{\"amount\":1}"));
        assertThat(TestHeaders.text(record.headers(), "trace")).isEqualTo("t-1");
        assertThat(TestHeaders.text(record.headers(), FailureHeaders.REPLAYS)).isEqualTo("1");
        assertThat(TestHeaders.text(record.headers(), FailureHeaders.REPLAYED_FROM))
                .isEqualTo("app.dead-letters-1@10");
    }

    private static String[] names(ProducerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray()).map(Header::key).toArray(String[]::new);
    }

    @Test
    void retry_keepsTheSourcePositionAndNothingElseOfTheFailure() {
        ProducerRecord<byte[], byte[]> record = ReplayedRecord.forRetry(letter(), SOURCE, "retries", 2);

        assertSurvives(record);
        assertThat(record.topic()).isEqualTo("retries");
        assertThat(record.partition()).as("2 of 2 partitions").isZero();
        assertThat(FailureHeaders.source(record.headers())).isEqualTo(SOURCE);
        assertThat(record.timestamp())
                .as("the producer's, or retention would take an old record before it is read")
                .isNull();
        assertThat(TestHeaders.failed(record.headers()).original().timestampMillis())
                .isEqualTo(Letters.TIMESTAMP);
        assertThat(TestHeaders.failed(record.headers()).attempts().failed()).isZero();
        assertThat(TestHeaders.failed(record.headers()).attempts().dueAtMillis())
                .as("at once")
                .isZero();
        assertThat(names(record))
                .containsExactly(
                        "trace",
                        FailureHeaders.REPLAYS,
                        FailureHeaders.REPLAYED_FROM,
                        FailureHeaders.TOPIC,
                        FailureHeaders.PARTITION,
                        FailureHeaders.OFFSET,
                        FailureHeaders.TIMESTAMP);
    }

    @Test
    void source_takesBackANewRecordThatSaysNothingOfTheFailure() {
        ProducerRecord<byte[], byte[]> record = ReplayedRecord.forSource(letter(), SOURCE);

        assertSurvives(record);
        assertThat(record.topic()).isEqualTo("payments");
        assertThat(record.timestamp()).isEqualTo(Letters.TIMESTAMP);
        assertThat(record.partition()).isEqualTo(2);
        assertThat(names(record)).containsExactly("trace", FailureHeaders.REPLAYS, FailureHeaders.REPLAYED_FROM);
    }

    @Test
    void ownHeader_survivesFailureAndReplayWhateverItsNameBeginsWith() {
        Headers own = KafkaHeaders.of()
                .add("trace", Letters.bytes("t-1"))
                .add("sluice.tenant", Letters.bytes("t"))
                .add("__streams.errors.own", Letters.bytes("e"));
        headers = Letters.headers(3, own, new Failure(FailureReason.WRONG_TYPE, "amount", "amount is a text"));

        assertThat(names(ReplayedRecord.forSource(letter(), SOURCE)))
                .containsExactly(
                        "trace",
                        "sluice.tenant",
                        "__streams.errors.own",
                        FailureHeaders.REPLAYS,
                        FailureHeaders.REPLAYED_FROM);
    }

    @Test
    void ownHeaderWithTheNameOfAFailures_goesBackToTheSourceAsItCame() {
        Headers own = KafkaHeaders.of().add("trace", Letters.bytes("t-1")).add(FailureHeaders.PATH, Letters.bytes("p"));
        headers = Letters.headers(3, own, new Failure(FailureReason.WRONG_TYPE, "amount", "amount is a text"));

        ProducerRecord<byte[], byte[]> atSource = ReplayedRecord.forSource(letter(), SOURCE);
        assertThat(names(atSource))
                .containsExactly("trace", FailureHeaders.PATH, FailureHeaders.REPLAYS, FailureHeaders.REPLAYED_FROM);
        assertThat(TestHeaders.text(atSource.headers(), FailureHeaders.PATH)).isEqualTo("p");
        Headers atRetry =
                ReplayedRecord.forRetry(letter(), SOURCE, "retries", 2).headers();
        assertThat(atRetry.lastHeader(FailureHeaders.PATH)).isNull();
        assertThat(TestHeaders.failed(atRetry).original().ownHeaders()).isEqualTo(own);
    }

    @Test
    void timestamp_isTheRecordsOwnWhenTheDeadLetterHasAnother() {
        headers.remove(FailureHeaders.TIMESTAMP).add(FailureHeaders.TIMESTAMP, Letters.bytes("7"));

        assertThat(ReplayedRecord.forSource(letter(), SOURCE).timestamp()).isEqualTo(7);
        assertThat(TestHeaders.failed(ReplayedRecord.forRetry(letter(), SOURCE, "retries", 2)
                                .headers())
                        .original()
                        .timestampMillis())
                .isEqualTo(7);
    }

    @Test
    void counter_goesOnWhenTheRecordWasReplayedBefore() {
        headers.add(FailureHeaders.REPLAYS, Letters.bytes("2"));
        headers.add(FailureHeaders.REPLAYED_FROM, Letters.bytes("app.dead-letters-1@1"));

        ProducerRecord<byte[], byte[]> record = ReplayedRecord.forSource(letter(), SOURCE);

        assertThat(Objects.requireNonNull(record.headers().lastHeader(FailureHeaders.REPLAYS))
                        .value())
                .isEqualTo(Letters.bytes("3"));
        assertThat(names(record)).containsExactly("trace", FailureHeaders.REPLAYS, FailureHeaders.REPLAYED_FROM);
    }
}
