package dev.sluice.demo;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.SourcePosition;
import dev.sluice.testing.TestHeaders;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service has committed so far: its offsets, and its manifest, dead-letter and retry topics. */
final class Outcomes implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final String applicationId;
    private final Tally tally;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> objectKeys = new HashSet<>();
    private final Map<String, Integer> deadLettersByReason = new TreeMap<>();
    private long read;
    private long landed;
    private long deadLetters;
    private long retries;

    Outcomes(String bootstrapServers, String applicationId, Tally tally) {
        this.applicationId = applicationId;
        this.tally = tally;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(DemoTopics.MANIFEST, DemoTopics.DEAD_LETTERS, DemoTopics.RETRIES)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Takes up what has been committed since, and waits for it up to that long. */
    void poll(Duration timeout) {
        for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(timeout)) {
            switch (consumed.topic()) {
                case DemoTopics.MANIFEST -> manifest(consumed);
                case DemoTopics.DEAD_LETTERS -> deadLetter(consumed);
                default -> retries++;
            }
        }
        read = readOffsets();
    }

    private void manifest(ConsumerRecord<byte[], byte[]> consumed) {
        JsonNode object = JSON.readTree(consumed.value());
        if (!objectKeys.add(object.get("key").asString())) {
            throw new IllegalStateException("an object was announced twice: " + object.get("key"));
        }
        landed += object.get("records").asLong();
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> consumed) {
        String reason = Objects.requireNonNullElse(
                TestHeaders.text(consumed.headers(), FailureHeaders.REASON), "error in a processor");
        SourcePosition source = Objects.requireNonNull(FailureHeaders.source(consumed.headers()));
        deadLettersByReason.merge(reason, 1, Integer::sum);
        deadLetters++;
        tally.deadLettered(source.partition(), source.offset());
    }

    private long readOffsets() {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(DemoTopics.INPUT))
                    .mapToLong(entry -> Optional.ofNullable(entry.getValue())
                            .map(OffsetAndMetadata::offset)
                            .orElse(0L))
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            return read; // The group does not exist yet.
        }
    }

    /** Input records whose outcome is committed. */
    long read() {
        return read;
    }

    /** Records in announced objects. */
    long landed() {
        return landed;
    }

    long deadLetters() {
        return deadLetters;
    }

    long retries() {
        return retries;
    }

    Set<String> objectKeys() {
        return objectKeys;
    }

    Map<String, Integer> deadLettersByReason() {
        return deadLettersByReason;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
