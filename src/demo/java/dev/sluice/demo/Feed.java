package dev.sluice.demo;

import dev.sluice.testing.ReferenceData.Row;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Produces transactions on a thread of its own, and reference rows on the caller's. */
final class Feed implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final Tally tally;
    private volatile boolean done;
    private volatile @Nullable Exception failure;
    private volatile long fed;

    Feed(String bootstrapServers, Tally tally) {
        this.tally = tally;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "linger.ms",
                        10,
                        "batch.size",
                        128 * 1024,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Produces the rows, and returns when the broker has them. */
    void rows(String topic, List<Row> rows) {
        for (Row row : rows) {
            producer.send(new ProducerRecord<>(topic, row.keyBytes(), row.jsonBytes()), this::answered);
        }
        producer.flush();
        if (failure != null) {
            throw new IllegalStateException("the broker has not taken every row of " + topic, failure);
        }
    }

    /** Begins to produce transactions; those without a key take turns at the partitions. */
    void start(String topic, int partitions, Input input) {
        Thread thread = new Thread(() -> run(topic, partitions, input), "demo-feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(String topic, int partitions, Input input) {
        try (Stream<Input.Transaction> transactions = input.transactions()) {
            int turn = 0;
            for (Input.Transaction transaction : (Iterable<Input.Transaction>) transactions::iterator) {
                Integer partition = transaction.key() == null ? turn++ % partitions : null;
                producer.send(
                        new ProducerRecord<>(topic, partition, transaction.key(), transaction.value()),
                        this::acknowledged);
            }
            producer.flush();
        } catch (RuntimeException e) {
            failure = e;
        }
        done = true;
    }

    private void answered(RecordMetadata metadata, @Nullable Exception error) {
        if (error != null) {
            failure = error;
        }
    }

    private void acknowledged(RecordMetadata metadata, @Nullable Exception error) {
        answered(metadata, error);
        if (error == null) {
            tally.fed(metadata.partition(), metadata.offset());
            fed++; // only the producer's one thread writes it
        }
    }

    /** How many transactions the broker has acknowledged. */
    long fed() {
        if (failure != null) {
            throw new IllegalStateException("feeding failed", failure);
        }
        return fed;
    }

    boolean isDone() {
        return done;
    }

    @Override
    public void close() {
        producer.close();
    }
}
