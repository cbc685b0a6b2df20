package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams deletes at a start what is too old by the time of its directory; so that has to be its last use. */
class StateDirectoryIT {

    @TempDir
    Path directory;

    @Test
    void localState_isAsOldAsItsLastUse() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic("input", 1);
            Instant old = Instant.now().minus(Duration.ofDays(2));
            Path task;
            try (KafkaStreams streams = new KafkaStreams(topology(), properties(kafka))) {
                streams.start();
                await().until(() -> streams.state() == KafkaStreams.State.RUNNING);
                task = taskDirectory();
                Files.setLastModifiedTime(task, FileTime.from(old));
            }

            assertThat(Files.getLastModifiedTime(task).toInstant()).isAfter(old.plus(Duration.ofDays(1)));
        }
    }

    private static Topology topology() {
        return new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "input")
                .addProcessor("idle", Idle::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore("store"), Serdes.ByteArray(), Serdes.ByteArray()),
                        "idle");
    }

    private Properties properties(EmbeddedKafka kafka) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "state");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        return properties;
    }

    private Path taskDirectory() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            return files.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static final class Idle extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }
}
