package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.NoMetrics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that wait, and many of them due at once; {@code EtlTopologyTest} has the rest of their way. */
class RetryProcessorTest {

    @TempDir
    Path directory;

    private final TaskTally tally = new TaskTally(new NoMetrics(), new TaskBoard());
    private final KeyValueStore<Bytes, byte[]> waiting = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(RetryProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final TaskFence fence = new TaskFence();
    private MockProcessorContext<byte[], byte[]> context;
    private long nanos;
    private Duration timeARecord = Duration.ZERO;

    @BeforeEach
    void start() {
        context = MockTask.context(directory);
        add(waiting);
        add(tally);
        add(fence);
    }

    private void add(StateStore store) {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    @Test
    void waitingRecords_areCountedWhenTheTaskBegins() {
        putWaiting(3);
        RetryProcessor processor = processor();

        processor.init(context);
        assertThat(tally.waitingRecords()).isEqualTo(3);

        processor.init(context); // after a wiped task, on the same object
        assertThat(tally.waitingRecords()).isEqualTo(3);
    }

    @Test
    void dueRecords_goOnTogetherHoweverManyTheyAre() {
        putWaiting(5_000);
        processor().init(context);
        fence.consumed();
        punctuate();

        assertThat(context.forwarded()).hasSize(5_000);
        assertThat(waiting.approximateNumEntries()).isZero();
    }

    @Test
    void dueRecords_waitForTheNextPunctuationWhenThisOneHasTakenItsTime() {
        putWaiting(5);
        timeARecord = RetryProcessor.MAX_TIME_A_PUNCTUATION.dividedBy(2);
        processor().init(context);
        fence.consumed();

        punctuate();
        assertThat(context.forwarded()).hasSize(2);
        punctuate();
        assertThat(context.forwarded()).hasSize(4);
    }

    @Test
    void dueRecords_stayUntilTheTasksFirstRecord() {
        putWaiting(1);
        processor().init(context);
        assertThat(fence.isWanted()).isFalse();

        punctuate();
        assertThat(fence.isWanted()).isTrue();
        assertThat(context.forwarded()).isEmpty();
    }

    @Test
    void task_wantsNoRecordWhileNoneIsDue() {
        processor().init(context);
        punctuate();

        assertThat(fence.isWanted()).isFalse();
    }

    /** Records that are due, by keys as {@link RetryProcessor} makes them. */
    private void putWaiting(int records) {
        byte[] stored = StoredRecord.encode(new Record<>(null, new byte[] {1}, 0));
        for (long i = 0; i < records; i++) {
            waiting.put(Bytes.wrap(ByteBuffer.allocate(16).putLong(0).putLong(i).array()), stored);
        }
    }

    private RetryProcessor processor() {
        return new RetryProcessor(new MessageLimits(20_000, 20_000, TimestampBounds.DEFAULT), this::nanoTime);
    }

    private long nanoTime() {
        return nanos += timeARecord.toNanos();
    }

    private void punctuate() {
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(1_000);
    }
}
