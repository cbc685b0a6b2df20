package dev.sluice.topology;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** The context of a task of the application {@code test}, with which a test plays Kafka Streams. */
final class MockTask {

    static final TaskId ID = new TaskId(0, 3);

    private MockTask() {}

    static <K, V> MockProcessorContext<K, V> context(Path stateDirectory) {
        Properties config = new Properties();
        config.put("bootstrap.servers", "unused:1");
        config.put("application.id", "test");
        return new MockProcessorContext<>(config, ID, stateDirectory.toFile());
    }
}
