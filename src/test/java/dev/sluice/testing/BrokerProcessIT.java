package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the rules of {@code kafka-20734.btm} the partitions stand still, with Kafka 4.4.0 in every run. */
class BrokerProcessIT {

    private static final String TOPIC = "payments";
    private static final int PARTITIONS = 8;
    private static final int PRODUCERS = 12;

    @TempDir
    Path directory;

    @Test
    void partitions_goOnWhenABrokerIsKilledUnderOpenTransactions() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(directory.resolve("kafka"), directory.resolve("broker.log"))) {
            KafkaTopics topics = new KafkaTopics(broker.bootstrapServers());
            topics.create(PARTITIONS, TOPIC);
            List<KafkaProducer<String, String>> producers = new ArrayList<>();
            try {
                for (int i = 0; i < PRODUCERS; i++) {
                    producers.add(inTransaction(broker, i));
                }

                broker.kill();
                broker.restart();
                topics.awaitSettled(TOPIC);

                List<String> committed = new ArrayList<>();
                topics.readCommitted(TOPIC, record -> committed.add(record.topic()));
                assertThat(committed)
                        .as("records of transactions that nobody committed")
                        .isEmpty();
            } finally {
                producers.forEach(producer -> producer.close(Duration.ZERO));
            }
        }
    }

    /** A producer with a record in each partition, whose transaction is aborted soon. */
    private static KafkaProducer<String, String> inTransaction(BrokerProcess broker, int number) throws Exception {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        "producer-" + number,
                        "transaction.timeout.ms",
                        10_000),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            producer.send(new ProducerRecord<>(TOPIC, partition, null, "open")).get();
        }
        return producer;
    }
}
