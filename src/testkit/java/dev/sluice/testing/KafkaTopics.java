package dev.sluice.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of one broker, for tests: create, produce, read what is committed. */
public final class KafkaTopics {

    private static final int PATIENCE_MILLIS = Math.toIntExact(Patience.SOON.toMillis());

    private final Map<String, Object> connection;

    public KafkaTopics(String bootstrapServers) {
        connection = Map.of("bootstrap.servers", bootstrapServers);
    }

    /** An admin or a consumer that waits as long as tests do; by default it gives up after a minute. */
    private Map<String, Object> patientConnection() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("default.api.timeout.ms", PATIENCE_MILLIS);
        return config;
    }

    public void create(int partitions, String... names) throws InterruptedException {
        create(partitions, Map.of(), names);
    }

    /** With these settings. When this returns, the broker tells of them: at first only its controller knows. */
    public void create(int partitions, Map<String, String> settings, String... names) throws InterruptedException {
        try (Admin admin = Admin.create(patientConnection())) {
            admin.createTopics(List.of(names).stream()
                            .map(name -> new NewTopic(name, partitions, (short) 1).configs(settings))
                            .toList())
                    .all()
                    .get();
            await().atMost(Patience.SOON)
                    .pollDelay(Duration.ZERO)
                    .until(() -> admin.listTopics().names().get().containsAll(List.of(names)));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create topics " + List.of(names), e);
        }
    }

    public boolean exists(String name) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            return consumer.listTopics().containsKey(name);
        }
    }

    /** An idempotent producer of raw bytes, to be closed by the caller. */
    public CheckedProducer producer() {
        return producer(Map.of());
    }

    /** The same, with settings of its own. */
    public CheckedProducer producer(Map<String, Object> settings) {
        return new CheckedProducer(config(settings));
    }

    /** One for a broker that may be killed: by default a send whose answer was lost is waited for two minutes. */
    KafkaProducer<byte[], byte[]> impatientProducer() {
        return new KafkaProducer<>(
                config(Map.of("request.timeout.ms", 10_000, "delivery.timeout.ms", 30_000, "max.block.ms", 60_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Map<String, Object> config(Map<String, Object> settings) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("linger.ms", 5);
        // Each request to a broker on a busy machine waits for a core, so few of them; and none gives up before the
        // test.
        config.put("batch.size", 256 * 1024);
        config.put("max.block.ms", PATIENCE_MILLIS);
        config.put("delivery.timeout.ms", PATIENCE_MILLIS);
        config.put("compression.type", "lz4");
        config.putAll(settings);
        return config;
    }

    public void delete(String... names) throws InterruptedException {
        try (Admin admin = Admin.create(patientConnection())) {
            admin.deleteTopics(List.of(names)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot delete topics " + List.of(names), e);
        }
    }

    /** Changes a setting of a topic; the broker may take a moment to act on it. */
    public void set(String name, String setting, String value) throws InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(patientConnection())) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot set " + setting + " of topic " + name, e);
        }
    }

    /** Deletes what a partition holds before an offset. */
    public void deleteBefore(TopicPartition partition, long offset) throws InterruptedException {
        try (Admin admin = Admin.create(patientConnection())) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot delete records of " + partition, e);
        }
    }

    /** How far each partition of a topic goes: the next offset. */
    public Map<TopicPartition, Long> ends(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            return consumer.endOffsets(partitions(consumer, topic));
        }
    }

    /** Waits until no transaction is under way in a topic; a commit returns before its readers see it. */
    public void awaitSettled(String topic) {
        try (KafkaConsumer<byte[], byte[]> committed = consumer("read_committed");
                KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
            List<TopicPartition> partitions = partitions(all, topic);
            await().until(() -> committed.endOffsets(partitions).equals(all.endOffsets(partitions)));
        }
    }

    /** A consumer at the beginning of topics that sees what is committed, to be closed by the caller. */
    public KafkaConsumer<byte[], byte[]> committedFromBeginning(String... names) {
        KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed");
        List<TopicPartition> partitions = Stream.of(names)
                .flatMap(name -> partitions(consumer, name).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Hands over every committed record that a topic holds now. */
    public void readCommitted(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try (KafkaConsumer<byte[], byte[]> consumer = committedFromBeginning(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment()); // the last stable offsets
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(sink);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> config = patientConnection();
        config.put("isolation.level", isolation);
        config.put("enable.auto.commit", false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
