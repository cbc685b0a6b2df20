package dev.sluice.topology;

import dev.sluice.kstreams.CommitHooks;
import dev.sluice.kstreams.TaskMemory;
import dev.sluice.metrics.SluiceMetrics;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The context of a task of the application {@code test}, with which a test plays Kafka Streams. */
final class MockTask {

    static final TaskId ID = new TaskId(0, 3);

    private MockTask() {}

    /** Makes the tasks of a context. */
    static Task.Factory factory(MockProcessorContext<?, ?> context, SluiceMetrics metrics, TaskRegistry registry) {
        return factory(context, new Task.Factory(new CommitHooks(), metrics, registry), markers());
    }

    /** The store of the commit hook with a cache that keeps every marker until the commit, which a test plays. */
    static KeyValueStore<Bytes, byte[]> markers() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(CommitHooks.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
    }

    /** Makes the tasks of a context, with the store of the commit hook. */
    static Task.Factory factory(
            MockProcessorContext<?, ?> context, Task.Factory tasks, KeyValueStore<Bytes, byte[]> markers) {
        add(markers, context);
        add(TaskMemory.<Task>builder(Task.STORE).build(), context);
        return tasks;
    }

    static void add(StateStore store, MockProcessorContext<?, ?> context) {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    static <K, V> MockProcessorContext<K, V> context(Path stateDirectory) {
        Properties config = new Properties();
        config.put("bootstrap.servers", "unused:1");
        config.put("application.id", "test");
        return new MockProcessorContext<>(config, ID, stateDirectory.toFile());
    }
}
