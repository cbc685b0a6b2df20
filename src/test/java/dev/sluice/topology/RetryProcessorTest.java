package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Attempts;
import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.ReportedFailure;
import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.StoredRecord;
import dev.sluice.contract.TimestampBounds;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.failure.TombstonePolicy;
import dev.sluice.kstreams.KafkaHeaders;
import dev.sluice.kstreams.PollBatchInterceptor;
import dev.sluice.testing.NoMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that wait, and many of them due at once; {@code EtlTopologyTest} has the rest of their way. */
class RetryProcessorTest {

    @TempDir
    Path directory;

    private final KeyValueStore<Bytes, byte[]> waiting = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(RetryProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private MockProcessorContext<byte[], FailedRecord> context;
    private Task.Factory tasks;
    private long nanos;
    private Duration timeARecord = Duration.ZERO;

    @BeforeEach
    void start() {
        context = MockTask.context(directory);
        context.setCurrentSystemTimeMs(0);
        MockTask.add(waiting, context);
        tasks = MockTask.factory(context, new NoMetrics(), new TaskRegistry());
    }

    private Task task() {
        return tasks.of(context);
    }

    @Test
    void waitingRecords_areCountedWhenTheTaskBegins() {
        putWaiting(3);
        RetryProcessor processor = processor();

        processor.init(context);
        assertThat(task().counters().waitingRecords()).isEqualTo(3);

        processor.init(context); // after a wiped task, on the same object
        assertThat(task().counters().waitingRecords()).isEqualTo(3);
    }

    @Test
    void dueRecords_goOnTogetherHoweverManyTheyAre() {
        putWaiting(5_000);
        processor().init(context);
        task().gate().consumed();
        punctuate();

        assertThat(context.forwarded()).hasSize(5_000);
        assertThat(waiting.approximateNumEntries()).isZero();
    }

    @Test
    void dueRecords_waitForTheNextPunctuationWhenThisOneHasTakenItsTime() {
        putWaiting(5);
        timeARecord = RetryProcessor.MAX_TIME_A_PUNCTUATION.dividedBy(2);
        processor().init(context);
        task().gate().consumed();

        punctuate();
        assertThat(context.forwarded()).hasSize(2);
        punctuate();
        assertThat(context.forwarded()).hasSize(4);
    }

    @Test
    void dueRecords_stayUntilTheTasksFirstRecord() {
        putWaiting(1);
        processor().init(context);
        assertThat(task().gate().isWanted()).isFalse();

        punctuate();
        assertThat(task().gate().isWanted()).isTrue();
        assertThat(context.forwarded()).isEmpty();
    }

    @Test
    void task_wantsNoRecordWhileNoneIsDue() {
        processor().init(context);
        punctuate();

        assertThat(task().gate().isWanted()).isFalse();
    }

    @Test
    void recordsOfAPollBatch_waitEachByItsOwnOffsetAndWakeUpRecordsDoNot() {
        List<ConsumerRecord<byte[], byte[]>> polled = List.of(
                retry(40, Long.MAX_VALUE),
                record(41, null, WakeUpRecord.at("retries", 3, 0).headers()),
                retry(42, Long.MAX_VALUE),
                retry(43, 0));
        TopicPartition retries = new TopicPartition("retries", 3);
        ConsumerRecord<byte[], byte[]> bundle = new PollBatchInterceptor()
                .onConsume(new ConsumerRecords<>(Map.of(retries, polled), Map.of()))
                .records(retries)
                .get(0);
        context.setRecordMetadata("retries", 3, 40);
        context.setCurrentSystemTimeMs(1_000);
        RetryProcessor processor = processor();
        processor.init(context);

        processor.process(new Record<>(bundle.key(), bundle.value(), bundle.timestamp(), bundle.headers()));

        assertThat(task().gate().hasConsumed()).isTrue();
        assertThat(waiting.approximateNumEntries()).isEqualTo(2);
        assertThat(context.forwarded())
                .singleElement()
                .extracting(forward -> forward.record().value().source())
                .isEqualTo(new SourcePosition("transactions", 3, 43));
    }

    /** No source at all, another topic, the path of a folder, a partition that is not there, and one of another task. */
    @ParameterizedTest
    @CsvSource({", 0", "payments, 3", "../../evil, 3", "transactions, 4", "transactions, 2", "retries, 3"})
    void foreignRecord_goesOnAtOnceFromItsPlaceInTheRetryTopic(@Nullable String topic, int partition) {
        Headers headers = topic == null
                ? KafkaHeaders.of().add(FailureHeaders.DUE_AT, utf8("1200"))
                : retry(new SourcePosition(topic, partition, 9), 40, 1_200).headers();
        context.setRecordMetadata("retries", 3, 40);
        context.setCurrentSystemTimeMs(1_000);
        RetryProcessor processor = processor();
        processor.init(context);

        processor.process(new Record<>(null, new byte[] {1}, 5_678, headers));

        Record<? extends byte[], ? extends FailedRecord> taken =
                context.forwarded().get(0).record();
        assertThat(taken.timestamp()).isEqualTo(5_678);
        assertThat(taken.value().source()).isEqualTo(new SourcePosition("retries", 3, 40));
        assertThat(taken.value().failures()).as("no attempt has failed").isEmpty();
        assertThat(taken.value().attempts()).isEqualTo(Attempts.NONE);
    }

    @Test
    void dueTime_isNoLaterThanTheLongestBackoff() {
        RetryProcessor processor = processor();
        processor.init(context);
        context.setRecordMetadata("retries", 3, 40);
        context.setCurrentSystemTimeMs(1_000);
        ConsumerRecord<byte[], byte[]> polled = retry(40, Long.MAX_VALUE);

        processor.process(new Record<>(null, polled.value(), 0, polled.headers()));
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(1_549);
        assertThat(context.forwarded()).isEmpty();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(1_550);
        assertThat(context.forwarded()).hasSize(1);
    }

    @Test
    void waitingRecord_goesOnWhenAClockThatWasAheadGaveItItsDueTime() {
        byte[] stored = StoredRecord.encode(new Record<>(null, new byte[] {1}, 0));
        long reachable = 1_000 + 550;
        for (long due : new long[] {reachable, reachable + 1, 600_000}) {
            waiting.put(
                    Bytes.wrap(ByteBuffer.allocate(16).putLong(due).putLong(0).array()), stored);
        }
        processor().init(context);
        task().gate().consumed();
        punctuate();

        assertThat(context.forwarded()).hasSize(2);
        assertThat(waiting.approximateNumEntries()).isOne();
    }

    @Test
    void waitingRecord_goesOnAsItWasTakenUp() {
        RetryProcessor processor = processor();
        processor.init(context);
        context.setRecordMetadata("retries", 3, 40);
        context.setCurrentSystemTimeMs(800);
        ConsumerRecord<byte[], byte[]> polled = retry(40, 900);
        polled.headers().add("trace", new byte[] {7});

        processor.process(new Record<>(new byte[] {5}, polled.value(), 0, polled.headers()));
        assertThat(context.forwarded()).isEmpty();
        context.setCurrentSystemTimeMs(1_000);
        punctuate();

        FailedRecord due = context.forwarded().get(0).record().value();
        assertThat(due.source()).isEqualTo(new SourcePosition("transactions", 3, 40));
        assertThat(due.original().key()).isEqualTo(new byte[] {5});
        assertThat(due.original().value()).isEqualTo(new byte[] {1});
        assertThat(due.original().timestampMillis()).isEqualTo(77);
        assertThat(due.original().headers()).isEqualTo(KafkaHeaders.of().add("trace", new byte[] {7}));
        assertThat(due.attempts()).isEqualTo(new Attempts(1, 0, 900));
        assertThat(due.failures()).containsExactly(new ReportedFailure("lookup_pending", "merchant", "has no row yet"));
    }

    private static ConsumerRecord<byte[], byte[]> retry(long offset, long dueAtMillis) {
        return retry(new SourcePosition("transactions", 3, offset), offset, dueAtMillis);
    }

    private static ConsumerRecord<byte[], byte[]> retry(SourcePosition source, long offset, long dueAtMillis) {
        Failure pending = new Failure(FailureReason.LOOKUP_PENDING, "merchant", "has no row yet");
        FailedRecord failed = FailedRecord.of(
                source,
                OriginalRecord.of(null, null, 77, KafkaHeaders.of()),
                List.of(pending),
                new Attempts(1, 0, dueAtMillis));
        return record(offset, new byte[] {1}, FailureHeaders.write(failed));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                "retries", 3, offset, 0, TimestampType.CREATE_TIME, 0, 0, null, value, headers, Optional.empty());
    }

    /** Records that are due, by keys as {@link RetryProcessor} makes them. */
    private void putWaiting(int records) {
        byte[] stored = StoredRecord.encode(new Record<>(null, new byte[] {1}, 0));
        for (long i = 0; i < records; i++) {
            waiting.put(Bytes.wrap(ByteBuffer.allocate(16).putLong(0).putLong(i).array()), stored);
        }
    }

    private RetryProcessor processor() {
        FailurePolicy failures = new FailurePolicy(
                new RetryPolicy(List.of(Duration.ofMillis(500), Duration.ofMillis(100))),
                TombstonePolicy.DEAD_LETTER,
                new MessageLimits(20_000, 20_000, TimestampBounds.DEFAULT),
                topic -> topic.equals("transactions") ? 4 : 0);
        return new RetryProcessor(tasks, failures, this::nanoTime);
    }

    private long nanoTime() {
        return nanos += timeARecord.toNanos();
    }

    private void punctuate() {
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(1_000);
    }
}
