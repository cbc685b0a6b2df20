package dev.sluice.deadletters;

import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kafka.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes replayed letters in transactions, each with their marks.
 *
 * <p>The transactional id is the application's: opening this ends whatever transaction an earlier run left behind, and
 * lets that run, should it still be at work, commit nothing more.
 */
final class MarkedWrites implements AutoCloseable {

    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

    private static final int MAX_LETTERS = 500;
    private static final long MAX_BYTES = 16 * 1024 * 1024;

    /**
     * Readers of the topics wait for an open transaction, so none stays open for long, however slow the replay is to
     * be.
     */
    private static final long MAX_OPEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String applicationId;
    private final AtomicReference<@Nullable String> refused = new AtomicReference<>();
    private long openedAtNanos;
    private int open;
    private long openBytes;
    private long committed;

    private MarkedWrites(KafkaProducer<byte[], byte[]> producer, String applicationId) {
        this.producer = producer;
        this.applicationId = applicationId;
    }

    static MarkedWrites open(DeadLetterTarget target, TopicReader reader)
            throws NoAnswerException, InterruptedException {
        requireMarksTopic(target, reader);
        Map<String, Object> config = new HashMap<>(target.kafkaProducer());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, target.applicationId() + "-dead-letter-replay");
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        MarkedWrites writes = new MarkedWrites(producer, target.applicationId());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            writes.close();
            throw writes.failed(e);
        }
        return writes;
    }

    /** Creates the topic of the marks, or sees to it that an existing one keeps them. */
    private static void requireMarksTopic(DeadLetterTarget target, TopicReader reader)
            throws NoAnswerException, InterruptedException {
        String topic = target.topics().replays();
        if (reader.partitions(topic).isEmpty()) {
            createMarksTopic(target);
            reader.awaited(topic);
        }
        String policy = reader.setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (policy == null) {
            throw new NoAnswerException(
                    "topic " + topic
                            + ", which holds the marks of replays, cannot be described; allow DescribeConfigs on it",
                    null);
        }
        if (!policy.equals(COMPACT)) {
            throw new NoAnswerException(
                    "topic " + topic + " has cleanup.policy " + policy + ", so the marks of replays would expire, and"
                            + " letters be replayed again; set it to compact (kafka-configs.sh --alter --add-config"
                            + " cleanup.policy=compact)",
                    null);
        }
    }

    /** Or leaves it to another replay, which has just done so. */
    private static void createMarksTopic(DeadLetterTarget target) throws NoAnswerException, InterruptedException {
        String topic = target.topics().replays();
        try (Admin admin = Admin.create(target.kafkaAdmin())) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())
                            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new NoAnswerException(
                        "topic " + topic + ", which holds the marks of replays, cannot be created: "
                                + TopicReader.causes(e.getCause()),
                        e);
            }
        }
    }

    void send(DeadLetterRecord letter, ProducerRecord<byte[], byte[]> record) throws NoAnswerException {
        try {
            if (open == 0) {
                producer.beginTransaction();
                openedAtNanos = System.nanoTime();
            }
            open++;
            openBytes += record.value() == null ? 0 : record.value().length;
            producer.send(record, (written, failure) -> {
                if (failure != null) {
                    refused.compareAndSet(
                            null, letter.place() + " cannot be written to " + record.topic() + ": " + failure);
                }
            });
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Commits if as much is open as a transaction may have, or for as long. */
    void commitIfDue(ReplayMarks marks) throws NoAnswerException {
        if (open == MAX_LETTERS || openBytes >= MAX_BYTES || System.nanoTime() - openedAtNanos >= MAX_OPEN_NANOS) {
            commit(marks);
        }
    }

    /** Commits what is open, if anything is, and what {@code marks} say that is new. */
    void commit(ReplayMarks marks) throws NoAnswerException {
        if (open == 0) {
            return;
        }
        try {
            marks.takeChanges().forEach(producer::send);
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw failed(e);
        }
        committed += open;
        open = 0;
        openBytes = 0;
    }

    /** How many letters were replayed for good. */
    long committed() {
        return committed;
    }

    private NoAnswerException failed(KafkaException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof InvalidTxnStateException) { // the answer while its transaction is being aborted
                return new NoAnswerException(
                        "another replay of application " + applicationId
                                + " has begun and ended this one; what this one had committed is marked",
                        e);
            }
        }
        String letter = refused.get();
        return new NoAnswerException(
                "the replay broke off, and what it had committed is marked: "
                        + (letter == null ? TopicReader.causes(e) : letter),
                e);
    }

    @Override
    public void close() {
        // What is open is aborted by the next run, or by the broker.
        producer.close(Duration.ZERO);
    }
}
