package dev.sluice.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.FencedException;
import dev.sluice.kafka.InMemoryTopics;
import dev.sluice.kafka.ManualClock;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kafka.Remedies;
import dev.sluice.kafka.UnusableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract without a broker, and what depends on time and on what the producer throws. */
class KafkaWriterTest extends ResumableWriterContract {

    private final InMemoryTopics topics = new InMemoryTopics().create(OUT);
    private final ManualClock clock = new ManualClock();
    private final CountedUnits positions = new CountedUnits();
    private TransactionLimits limits = TransactionLimits.DEFAULT;
    private @Nullable Integer rate;
    private @Nullable LogProducer latest;

    /** Appends what it commits to the topics; a later one fences it. */
    private final class LogProducer extends MockProducer<byte[], byte[]> {
        private int appended;
        private @Nullable RuntimeException refusal;

        LogProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (refusal != null && callback != null) {
                callback.onCompletion(null, refusal);
            }
            return super.send(record, callback);
        }

        @Override
        public void commitTransaction() {
            if (refusal != null) {
                throw new KafkaException("the producer is in an error state", refusal);
            }
            super.commitTransaction();
            List<ProducerRecord<byte[], byte[]>> all = history();
            all.subList(appended, all.size())
                    .forEach(record -> topics.append(record.topic(), record.key(), record.value()));
            appended = all.size();
        }
    }

    @Override
    ResumableWriter open(Positions restored) throws AccessException, InterruptedException {
        WriterSettings settings = new WriterSettings(
                "run of a test", "test", POSITIONS, Map.of(), limits, rate, new Remedies("correct", "check"));
        return KafkaWriter.open(settings, ignored -> producer(), topics.reader(clock), restored, clock);
    }

    private LogProducer producer() {
        if (latest != null && !latest.closed()) {
            latest.fenceProducer();
        }
        latest = new LogProducer();
        return latest;
    }

    @Override
    List<String> committed(String topic) {
        return topics.log(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    String setting(String topic, String name) {
        return Objects.requireNonNull(topics.setting(topic, name).value());
    }

    @Override
    void create(String topic, Map<String, String> settings) {
        topics.create(topic, settings);
    }

    @Override
    void produce(String topic, String key, String value) {
        topics.append(topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    private void write(ResumableWriter writer, String value) throws AccessException, InterruptedException {
        writer.write(record(value), () -> "line 7");
        positions.count("a");
        writer.commitIfDue();
    }

    @Test
    void transaction_isCommittedWhenItHasAllTheRecordsItMayHave() throws Exception {
        limits = new TransactionLimits(2, 1_000, Duration.ofSeconds(1));
        try (ResumableWriter writer = open(positions)) {
            write(writer, "a");
            assertThat(committed(OUT)).isEmpty();
            write(writer, "b");
            write(writer, "c");
        }
        assertThat(committed(OUT)).containsExactly("a", "b");
        assertThat(committed(POSITIONS.name())).containsExactly("2");
    }

    @Test
    void transaction_isCommittedWhenItHasAllTheBytesItMayHave() throws Exception {
        limits = new TransactionLimits(100, 6, Duration.ofSeconds(1));
        try (ResumableWriter writer = open(positions)) {
            write(writer, "abc");
            assertThat(writer.committed()).isZero();
            write(writer, "abc");
            assertThat(writer.committed()).isEqualTo(2);
        }
    }

    @Test
    void transaction_isCommittedWhenItIsASecondOldThoughNothingMoreIsWritten() throws Exception {
        try (ResumableWriter writer = open(positions)) {
            write(writer, "a");
            clock.advance(Duration.ofMillis(999));
            writer.commitIfDue();
            assertThat(writer.committed()).isZero();
            clock.advance(Duration.ofMillis(1));
            writer.commitIfDue();
            assertThat(writer.committed()).isOne();
        }
    }

    @Test
    void transaction_isCommittedBeforeAWaitThatItWouldBeTooOldAfter() throws Exception {
        rate = 1;
        try (ResumableWriter writer = open(positions)) {
            for (int i = 0; i < 4; i++) {
                long startNanos = clock.nanoTime();
                write(writer, "a");
                assertThat(clock.nanoTime() - startNanos).isLessThanOrEqualTo(1_000_000_000L);
                assertThat(writer.committed()).as("none waits for the next").isEqualTo(i);
            }
        }
    }

    @Test
    void records_areWrittenAtTheRate() throws Exception {
        rate = 10;
        try (ResumableWriter writer = open(positions)) {
            long startNanos = clock.nanoTime();
            for (int i = 0; i < 101; i++) {
                write(writer, "a");
            }
            assertThat(Duration.ofNanos(clock.nanoTime() - startNanos))
                    .isBetween(Duration.ofMillis(9_900), Duration.ofMillis(10_000));
        }
    }

    @Test
    void rate_isRefusedWhenItIsNone() {
        rate = 0;

        assertThatIllegalArgumentException().isThrownBy(() -> open(positions));
        assertThatIllegalArgumentException().isThrownBy(() -> new TransactionLimits(1, 1, Duration.ZERO));
    }

    @Test
    void record_isNamedByItsOriginWhenBrokersDoNotTakeIt() throws Exception {
        try (ResumableWriter writer = open(positions)) {
            Objects.requireNonNull(latest).refusal = new RecordTooLargeException("too large");
            assertThatThrownBy(() -> {
                        write(writer, "a");
                        writer.commit();
                    })
                    .isInstanceOf(UnusableException.class)
                    .hasMessageStartingWith("the run of a test broke off, and what it had committed stays: line 7"
                            + " cannot be written to out: ");
        }
    }

    @Test
    void run_maySucceedLaterWhenBrokersDoNotAnswer() throws Exception {
        try (ResumableWriter writer = open(positions)) {
            Objects.requireNonNull(latest).commitTransactionException = new TimeoutException("late");
            write(writer, "a");
            assertThatThrownBy(writer::commit).isInstanceOf(NoAnswerException.class);
            assertThat(writer.committed()).isZero();
        }
    }

    static Stream<RuntimeException> answersToAFencedProducer() {
        return Stream.of(
                new InvalidProducerEpochException("a later producer has begun"),
                new InvalidTxnStateException("the transaction is being aborted"),
                new KafkaException(new InvalidProducerEpochException("a later producer has begun")));
    }

    @ParameterizedTest
    @MethodSource("answersToAFencedProducer")
    void run_isFencedHoweverBrokersSayIt(RuntimeException answer) throws Exception {
        try (ResumableWriter writer = open(positions)) {
            Objects.requireNonNull(latest).commitTransactionException = answer;
            write(writer, "a");
            assertThatThrownBy(writer::commit).isInstanceOf(FencedException.class);
        }
    }

    @Test
    void producer_isClosedWhenTheRunCannotBegin() {
        topics.create(POSITIONS.name(), Map.of("cleanup.policy", "compact"));
        topics.append(POSITIONS.name(), null, null);

        assertThatThrownBy(() -> open(positions)).isInstanceOf(UnusableException.class);
        assertThat(Objects.requireNonNull(latest).closed()).isTrue();
    }
}
