package dev.sluice.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of any topic, in no consumer group; each reading goes on where the one before it stopped. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** A fetch that waits at the end of one topic holds up the first fetch of the next topic for so long. */
    private static final int MAX_FETCH_WAIT_MILLIS = 50;

    /** Receives records. */
    @FunctionalInterface
    public interface RecordSink {
        void accept(ConsumerRecord<byte[], byte[]> consumed) throws AccessException, InterruptedException;
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Brokers brokers;
    private final TopicAdmin topics;
    private final MonotonicClock clock;
    private final String remedy;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** {@code remedy} is what to do when a reading breaks off. */
    TopicReader(Consumer<byte[], byte[]> consumer, Brokers brokers, MonotonicClock clock, String remedy) {
        this.consumer = consumer;
        this.brokers = brokers;
        this.topics = new TopicAdmin(brokers, clock);
        this.clock = clock;
        this.remedy = remedy;
    }

    /** Makes the two clients; nothing is asked of the brokers yet. */
    public static TopicReader open(ReaderSettings settings, MonotonicClock clock) throws UnusableException {
        Admin admin;
        try {
            admin = Admin.create(settings.admin());
        } catch (KafkaException e) {
            throw unusable(settings, e);
        }
        try {
            return new TopicReader(
                    new KafkaConsumer<>(
                            consumerConfig(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                    new AdminBrokers(admin, settings.remedies().brokers()),
                    clock,
                    settings.remedies().brokers());
        } catch (KafkaException e) {
            admin.close();
            throw unusable(settings, e);
        }
    }

    private static Map<String, Object> consumerConfig(ReaderSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.consumer());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MAX_FETCH_WAIT_MILLIS);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return config;
    }

    private static UnusableException unusable(ReaderSettings settings, KafkaException e) {
        return new UnusableException(
                "Kafka's settings are unusable (" + AccessException.causes(e) + "); "
                        + settings.remedies().settings(),
                e);
    }

    /** What the brokers know of topics and groups. */
    public TopicAdmin topics() {
        return topics;
    }

    /** {@code TOPIC-PARTITION@OFFSET}. */
    public static String place(ConsumerRecord<byte[], byte[]> consumed) {
        return consumed.topic() + "-" + consumed.partition() + "@" + consumed.offset();
    }

    /** Where the next reading of a partition begins; without this, at the partition's beginning. */
    public void seek(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    /** Where the partitions end now, once it is decided what an open transaction has written before that. */
    public Map<TopicPartition, Long> settledEnds(Collection<TopicPartition> partitions)
            throws AccessException, InterruptedException {
        topics.stableEnds(partitions).forEach(this::seek);
        readOn(partitions, passedOver -> {});
        Map<TopicPartition, Long> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition, positions.getOrDefault(partition, 0L)));
        return ends;
    }

    /**
     * Hands over what is committed up to where the partitions end now, and maybe more, in order within each. What an
     * open transaction has written there is waited for: afterwards it is committed and handed over, or it is aborted.
     */
    public void readOn(Collection<TopicPartition> partitions, RecordSink sink)
            throws AccessException, InterruptedException {
        readTo(topics.ends(partitions), sink);
    }

    /**
     * Hands over what is committed from the beginnings up to these offsets, exclusive, in order within each partition.
     */
    public void readAll(Map<TopicPartition, Long> ends, RecordSink sink) throws AccessException, InterruptedException {
        ends.keySet().forEach(partition -> seek(partition, 0));
        readTo(ends, consumed -> {
            if (consumed.offset() < ends.getOrDefault(partition(consumed), 0L)) {
                sink.accept(consumed);
            }
        });
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> consumed) {
        return new TopicPartition(consumed.topic(), consumed.partition());
    }

    /** As {@link #readOn}, up to these offsets at least. */
    public void readTo(Map<TopicPartition, Long> ends, RecordSink sink) throws AccessException, InterruptedException {
        if (ends.isEmpty()) {
            return;
        }
        try {
            assign(ends.keySet());
            read(new ReadProgress(ends), sink);
        } catch (KafkaException e) {
            throw AccessException.of(
                    "reading " + ends.keySet() + " broke off (" + AccessException.causes(e) + "); " + remedy, e);
        }
    }

    private void assign(Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.resume(partitions); // assigned twice in a row, a partition is still paused
        List<TopicPartition> unread = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position == null) {
                unread.add(partition);
            } else {
                consumer.seek(partition, position);
            }
        }
        if (!unread.isEmpty()) {
            consumer.seekToBeginning(unread);
        }
    }

    private void read(ReadProgress progress, RecordSink sink) throws AccessException, InterruptedException {
        Patience patience = new Patience(clock);
        while (true) {
            for (TopicPartition partition : progress.unfinished()) {
                long position = consumer.position(partition);
                positions.put(partition, position);
                if (progress.at(partition, position)) {
                    consumer.pause(List.of(partition));
                }
            }
            if (progress.isDone()) {
                return;
            }
            if (progress.takeMoved()) {
                patience.restart();
            } else if (patience.isOver()) {
                throw TopicAdmin.hanging(progress.unfinished());
            }
            poll(sink);
        }
    }

    private void poll(RecordSink sink) throws AccessException, InterruptedException {
        try {
            for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
                sink.accept(consumed);
            }
        } catch (OffsetOutOfRangeException e) {
            // Retention took what was to be read next.
            consumer.seekToBeginning(e.partitions());
        }
    }

    @Override
    public void close() {
        consumer.close();
        brokers.close();
    }
}
