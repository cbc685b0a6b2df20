package dev.sluice.writer;

import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.MonotonicClock;
import dev.sluice.kafka.ReaderSettings;
import dev.sluice.kafka.Remedies;
import dev.sluice.kafka.TopicReader;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.KafkaTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract at a real broker. */
class KafkaWriterIT extends ResumableWriterContract {

    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers());
    private final Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
    private TopicReader reader;

    @BeforeEach
    void start() throws Exception {
        topics.create(1, OUT);
        Remedies remedies = new Remedies("correct the settings", "check the brokers");
        reader = TopicReader.open(new ReaderSettings(connection, connection, remedies), MonotonicClock.SYSTEM);
    }

    @AfterEach
    void stop() {
        reader.close();
        kafka.close();
    }

    @Override
    ResumableWriter open(Positions positions) throws AccessException, InterruptedException {
        WriterSettings settings = new WriterSettings(
                "run of a test",
                "test",
                POSITIONS,
                connection,
                TransactionLimits.DEFAULT,
                null,
                new Remedies("correct the settings", "check the brokers"));
        return KafkaWriter.open(settings, reader, positions, MonotonicClock.SYSTEM);
    }

    @Override
    List<String> committed(String topic) {
        topics.awaitSettled(topic);
        List<String> values = new ArrayList<>();
        topics.readCommitted(topic, record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }

    @Override
    String setting(String topic, String name) {
        try {
            return Objects.requireNonNull(reader.topics().setting(topic, name));
        } catch (AccessException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void create(String topic, Map<String, String> settings) throws InterruptedException {
        topics.create(1, settings, topic);
    }

    @Override
    void produce(String topic, String key, String value) {
        try (CheckedProducer producer = topics.producer()) {
            producer.send(new ProducerRecord<>(
                    topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
