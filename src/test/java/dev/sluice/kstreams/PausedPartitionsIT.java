package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.KafkaTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions that are paused in the consumers of Kafka Streams itself, with either group protocol. */
class PausedPartitionsIT {

    private static final String PAUSED = "paused";
    private static final String OTHER = "other";
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 500;
    private static final int PAUSES_AT = 100;
    private static final int POLLED = 10;

    @TempDir
    Path directory;

    private final Map<TopicPartition, Set<Long>> processed = new ConcurrentHashMap<>();
    private final Map<TaskId, InputPause> pauses = new ConcurrentHashMap<>();
    private final Map<TaskId, AtomicInteger> lives = new ConcurrentHashMap<>();
    private final AtomicInteger punctuations = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void pausedPartitions_deliverNothingWhileAllElseGoesOnAndResume(String groupProtocol) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                KafkaStreams streams = GuardedClients.streams(topology(), config(kafka, groupProtocol))) {
            KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers());
            topics.create(PARTITIONS, PAUSED, OTHER);
            streams.start();
            await().until(() -> pauses.size() == PARTITIONS);
            pauses.values().forEach(InputPause::pause);
            awaitPolls();

            produce(topics);
            await().until(() -> count(OTHER, 0) == RECORDS && count(OTHER, 1) == RECORDS);
            awaitPolls();
            assertThat(count(PAUSED, 0) + count(PAUSED, 1)).as("paused").isZero();

            // Each task pauses its partition again, while Kafka Streams has paused it for its full buffer, too.
            pauses.values().forEach(InputPause::resume);
            await().until(() -> count(PAUSED, 0) > PAUSES_AT && count(PAUSED, 1) > PAUSES_AT);
            awaitPolls();
            assertThat(count(PAUSED, 0)).as("paused by the task").isLessThan(PAUSES_AT + 5 * POLLED);
            assertThat(count(PAUSED, 1)).as("paused by the task").isLessThan(PAUSES_AT + 5 * POLLED);

            // One of the tasks goes to the new thread, where its pause is forgotten.
            streams.addStreamThread();
            await().until(() -> lives.values().stream().anyMatch(count -> count.get() == 2));
            int moved = lives.get(new TaskId(0, 0)).get() == 2 ? 0 : 1;
            await().until(() -> count(PAUSED, moved) == RECORDS);
            awaitPolls();
            assertThat(count(PAUSED, 1 - moved)).as("paused, and stayed").isLessThan(PAUSES_AT + 5 * POLLED);

            pauses.get(new TaskId(0, 1 - moved)).resume();
            await().until(() -> count(PAUSED, 1 - moved) == RECORDS);
        }
    }

    private Topology topology() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new Topology()
                .addSource("source", bytes, bytes, PAUSED, OTHER)
                .addProcessor("counter", Counter::new, "source");
    }

    private Properties config(EmbeddedKafka kafka, String groupProtocol) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "paused-partitions-" + groupProtocol);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, groupProtocol);
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        // Kafka Streams pauses and resumes the partitions all the time.
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 1);
        config.put(StreamsConfig.mainConsumerPrefix("max.poll.records"), POLLED);
        config.put(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), "earliest");
        return config;
    }

    private static void produce(KafkaTopics topics) {
        try (CheckedProducer producer = topics.producer()) {
            for (int record = 0; record < RECORDS; record++) {
                byte[] value = Integer.toString(record).getBytes(StandardCharsets.US_ASCII);
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>(PAUSED, partition, null, value));
                    producer.send(new ProducerRecord<>(OTHER, partition, null, value));
                }
            }
        }
    }

    /** Each thread polls between two punctuations of a task that has nothing to process. */
    private void awaitPolls() {
        int before = punctuations.get();
        await().until(() -> punctuations.get() >= before + 6 * PARTITIONS);
    }

    private int count(String topic, int partition) {
        return processed
                .getOrDefault(new TopicPartition(topic, partition), Set.of())
                .size();
    }

    /** Counts the records of its task, and opens a cause to pause one of its two partitions. */
    private final class Counter implements Processor<byte[], byte[], Void, Void> {

        private ProcessorContext<Void, Void> context;
        private InputPause pause;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            this.context = context;
            TaskId task = context.taskId();
            pause = PausedPartitions.ofThisThread().open("test", List.of(new TopicPartition(PAUSED, task.partition())));
            pauses.put(task, pause);
            lives.computeIfAbsent(task, any -> new AtomicInteger()).incrementAndGet();
            context.schedule(
                    Duration.ofMillis(50), PunctuationType.WALL_CLOCK_TIME, now -> punctuations.incrementAndGet());
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata metadata = context.recordMetadata().orElseThrow();
            processed
                    .computeIfAbsent(
                            new TopicPartition(metadata.topic(), metadata.partition()),
                            any -> ConcurrentHashMap.newKeySet())
                    .add(metadata.offset());
            if (metadata.topic().equals(PAUSED) && metadata.offset() == PAUSES_AT) {
                pause.pause();
            }
        }
    }
}
