package dev.sluice.writer;

import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.FencedException;
import dev.sluice.kafka.MonotonicClock;
import dev.sluice.kafka.TopicReader;
import dev.sluice.kafka.UnusableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's transactional producer as a {@link ResumableWriter}. */
public final class KafkaWriter implements ResumableWriter {

    private final WriterSettings settings;
    private final Producer<byte[], byte[]> producer;
    private final Positions positions;
    private final MonotonicClock clock;
    private final OpenTransaction transaction;
    private final @Nullable RateLimit rate;
    private final AtomicReference<@Nullable Refused> refused = new AtomicReference<>();
    private long committed;

    /** The first record that brokers did not take. */
    private record Refused(String text, Exception failure) {}

    private KafkaWriter(
            WriterSettings settings, Producer<byte[], byte[]> producer, Positions positions, MonotonicClock clock) {
        this.settings = settings;
        this.producer = producer;
        this.positions = positions;
        this.clock = clock;
        transaction = new OpenTransaction(settings.limits());
        rate = settings.rate() == null ? null : new RateLimit(settings.rate(), clock.nanoTime());
    }

    /**
     * Fences an earlier run and restores the positions that are committed then. The topic of the positions is created
     * where it is missing.
     */
    public static KafkaWriter open(
            WriterSettings settings, TopicReader reader, Positions positions, MonotonicClock clock)
            throws AccessException, InterruptedException {
        return open(settings, KafkaWriter::producer, reader, positions, clock);
    }

    static KafkaWriter open(
            WriterSettings settings,
            ProducerFactory producers,
            TopicReader reader,
            Positions positions,
            MonotonicClock clock)
            throws AccessException, InterruptedException {
        settings.positions().require(reader.topics());
        KafkaWriter writer = new KafkaWriter(settings, producers.producer(settings), positions, clock);
        try {
            writer.fenceOthers();
            settings.positions().readNew(reader, positions);
        } catch (AccessException | InterruptedException | RuntimeException e) {
            writer.close();
            throw e;
        }
        return writer;
    }

    /** Makes the producer, with the transactional id. */
    @FunctionalInterface
    interface ProducerFactory {
        Producer<byte[], byte[]> producer(WriterSettings settings) throws AccessException;
    }

    private static Producer<byte[], byte[]> producer(WriterSettings settings) throws AccessException {
        Map<String, Object> config = new HashMap<>(settings.producer());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        try {
            return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new UnusableException(
                    "Kafka's settings are unusable (" + AccessException.causes(e) + "); "
                            + settings.remedies().settings(),
                    e);
        }
    }

    private void fenceOthers() throws AccessException {
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(ProducerRecord<byte[], byte[]> record, Supplier<String> origin)
            throws AccessException, InterruptedException {
        awaitTurn();
        try {
            if (transaction.isEmpty()) {
                producer.beginTransaction();
            }
            transaction.add(record, clock.nanoTime());
            producer.send(record, (written, failure) -> {
                if (failure != null) {
                    String text = origin.get() + " cannot be written to " + record.topic() + ": " + failure;
                    refused.compareAndSet(null, new Refused(text, failure));
                }
            });
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private void awaitTurn() throws AccessException, InterruptedException {
        if (rate == null) {
            return;
        }
        long nowNanos = clock.nanoTime();
        long waitNanos = rate.take(nowNanos);
        if (transaction.isDue(nowNanos + waitNanos)) {
            commit();
        }
        if (waitNanos > 0) {
            clock.sleep(Duration.ofNanos(waitNanos));
        }
    }

    @Override
    public void commitIfDue() throws AccessException {
        if (transaction.isDue(clock.nanoTime())) {
            commit();
        }
    }

    @Override
    public void commit() throws AccessException {
        if (transaction.isEmpty()) {
            return;
        }
        try {
            String topic = settings.positions().name();
            positions
                    .takeChanges()
                    .forEach(position -> producer.send(new ProducerRecord<>(topic, position.key(), position.value())));
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw failed(e);
        }
        committed += transaction.records();
        transaction.clear();
    }

    @Override
    public long committed() {
        return committed;
    }

    private AccessException failed(KafkaException e) {
        if (isFenced(e)) {
            return new FencedException(
                    "another " + settings.name() + " has begun and ended this one; what this one had committed stays",
                    e);
        }
        Refused first = refused.get();
        return AccessException.of(
                "the " + settings.name() + " broke off, and what it had committed stays: "
                        + (first == null ? AccessException.causes(e) : first.text),
                first == null ? e : first.failure);
    }

    private static boolean isFenced(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof InvalidTxnStateException) { // while its transaction is being aborted
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
