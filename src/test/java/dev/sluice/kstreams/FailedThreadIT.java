package dev.sluice.kstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.KafkaTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The place of a failed stream thread in its group, whose session outlasts the test. */
class FailedThreadIT {

    private static final String TOPIC = "input";
    private static final String GROUP = "failed-thread";
    private static final Duration LESS_THAN_A_MINUTE = Duration.ofSeconds(40);
    private static final String HALF_AN_HOUR = "1800000";

    @TempDir
    Path directory;

    private final Set<String> processedBy = ConcurrentHashMap.newKeySet();
    private EmbeddedKafka kafka;
    private Admin admin;

    @BeforeEach
    void setUp() throws Exception {
        kafka = EmbeddedKafka.start();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers());
        topics.create(2, TOPIC);
        try (CheckedProducer producer = topics.producer()) {
            producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[] {1}));
        }
    }

    @AfterEach
    void tearDown() {
        admin.close();
        kafka.close();
    }

    @Test
    void allThreads_leaveTheGroupWhenOneFailedAndTheClientEnds() throws Exception {
        try (KafkaStreams streams = GuardedClients.streams(topology(), config())) {
            streams.setUncaughtExceptionHandler(e -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
            streams.start();

            await().until(() -> streams.state() == KafkaStreams.State.ERROR);

            await().untilAsserted(() -> assertThat(members()).isEmpty());
        }
    }

    @Test
    void allThreads_leaveTheGroupOfTheStreamsProtocolToo() throws Exception {
        setSessionOfAMinute();
        Properties config = config();
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
        config.remove(StreamsConfig.mainConsumerPrefix("session.timeout.ms"));
        try (KafkaStreams streams = GuardedClients.streams(topology(), config)) {
            streams.setUncaughtExceptionHandler(e -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
            streams.start();

            await().until(() -> streams.state() == KafkaStreams.State.ERROR);

            await().atMost(LESS_THAN_A_MINUTE)
                    .untilAsserted(() -> assertThat(admin.describeStreamsGroups(List.of(GROUP))
                                    .all()
                                    .get()
                                    .get(GROUP)
                                    .members())
                            .isEmpty());
        }
    }

    /** Which is the most that brokers allow with this protocol. */
    private void setSessionOfAMinute() throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("streams.session.timeout.ms", "60000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    @Test
    void staticMember_leavesTheGroupWhenAnotherThreadTakesItsPlace() throws Exception {
        Properties config = config();
        config.put(StreamsConfig.mainConsumerPrefix("group.instance.id"), "pod-0");
        try (KafkaStreams streams = GuardedClients.streams(topology(), config)) {
            streams.setUncaughtExceptionHandler(e -> {
                GuardedClients.thisThreadIsReplaced();
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            });
            streams.start();

            await().until(() -> processedBy.size() == 2);

            await().untilAsserted(() -> assertThat(members()).hasSize(2));
        }
    }

    @Test
    void staticMember_staysInTheGroupWhenTheClientCloses() throws Exception {
        Properties config = config();
        config.put(StreamsConfig.mainConsumerPrefix("group.instance.id"), "pod-0");
        try (KafkaStreams streams = GuardedClients.streams(topology(), config)) {
            processedBy.add("nobody fails");
            streams.start();
            await().until(() -> members().size() == 2 && streams.state() == KafkaStreams.State.RUNNING);
        }
        assertThat(members()).hasSize(2);
    }

    private List<String> members() throws Exception {
        return admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members().stream()
                .map(member -> member.groupInstanceId().orElse(member.consumerId()))
                .toList();
    }

    private Topology topology() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new Topology()
                .addSource("source", bytes, bytes, TOPIC)
                .addProcessor("failing", FailingOnce::new, "source");
    }

    private Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), HALF_AN_HOUR);
        config.put(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), "earliest");
        return config;
    }

    /** Fails at the first record, in whichever thread that comes first. */
    private final class FailingOnce implements Processor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> record) {
            processedBy.add(Thread.currentThread().getName());
            if (processedBy.size() == 1) {
                throw new IllegalStateException("planted by a test");
            }
        }
    }
}
