package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.NoMetrics;
import java.nio.file.Path;
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

/** How a task begins with records that wait; {@code EtlTopologyTest} has the rest of their way. */
class RetryProcessorTest {

    @TempDir
    Path directory;

    private final TaskTally tally = new TaskTally(new NoMetrics(), new TaskBoard());
    private final KeyValueStore<Bytes, byte[]> waiting = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(RetryProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private MockProcessorContext<byte[], byte[]> context;

    @BeforeEach
    void start() {
        context = MockTask.context(directory);
        add(waiting);
        add(tally);
        add(new TaskFence());
    }

    private void add(StateStore store) {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    @Test
    void waitingRecords_areCountedWhenTheTaskBegins() {
        byte[] stored = StoredRecord.encode(new Record<>(null, new byte[] {1}, 0));
        for (byte i = 0; i < 3; i++) {
            waiting.put(Bytes.wrap(new byte[] {i}), stored);
        }
        RetryProcessor processor = new RetryProcessor(new MessageLimits(20_000, 20_000, TimestampBounds.DEFAULT));

        processor.init(context);
        assertThat(tally.waitingRecords()).isEqualTo(3);

        processor.init(context); // after a wiped task, on the same object
        assertThat(tally.waitingRecords()).isEqualTo(3);
    }
}
