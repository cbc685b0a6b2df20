package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    private static final TopicPartition PARTITION = new TopicPartition("payments", 0);

    @Test
    void consumer_readsCommittedRecordsOnlyWhenATransactionAborts() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic("payments", 1);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("payments", "aborted")).get();
                producer.abortTransaction();
                send(producer, "committed");
            }

            assertThat(readToEnd(kafka)).containsExactly("committed");
        }
    }

    @Test
    void broker_keepsItsRecordsWhenStartedAgainOnItsDirectory(@TempDir Path directory) {
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            port = kafka.port();
            kafka.createTopic("payments", 1);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                send(producer, "before");
            }
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                send(producer, "after");
            }

            assertThat(readToEnd(kafka)).containsExactly("before", "after");
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void send(KafkaProducer<String, String> producer, String value) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("payments", value)); // whose failure fails the commit
        producer.commitTransaction();
    }

    private static List<String> readToEnd(EmbeddedKafka kafka) {
        new KafkaTopics(kafka.bootstrapServers()).awaitSettled(PARTITION.topic());
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(consumed -> values.add(consumed.value()));
            }
        }
        return values;
    }
}
