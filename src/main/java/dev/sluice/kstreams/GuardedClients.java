package dev.sluice.kstreams;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Kafka's clients, of which those of a stream thread tell its {@link ProgressGuard} what they do, hold its {@link
 * PausedPartitions}, and tell its {@link CommitHooks} of each commit.
 */
public final class GuardedClients extends DefaultKafkaClientSupplier {

    /** With the streams group protocol Kafka Streams makes the main consumer itself, and has this way in. */
    private static final String WRAPPER =
            StreamsConfig.mainConsumerPrefix(StreamsConfig.InternalConfig.INTERNAL_CONSUMER_WRAPPER);

    private static final ThreadLocal<Boolean> REPLACED = ThreadLocal.withInitial(() -> false);

    private GuardedClients() {}

    /** Another stream thread, with a member name of its own, takes the place of the calling one. */
    public static void thisThreadIsReplaced() {
        REPLACED.set(true);
    }

    static boolean isThisThreadReplaced() {
        return REPLACED.get();
    }

    /** Kafka Streams, not started, whose stream threads are guarded with either group protocol. */
    public static KafkaStreams streams(Topology topology, Properties properties) {
        Properties guarded = new Properties();
        guarded.putAll(properties);
        guarded.put(WRAPPER, GuardedStreamsConsumer.class.getName());
        return new KafkaStreams(topology, guarded, new GuardedClients());
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new GuardedProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new GuardedConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new UngroupedConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new UngroupedConsumer(config);
    }

    /** A consumer of changelogs or of lookup tables, whose thread has no tasks to begin anew. */
    private static final class UngroupedConsumer extends KafkaConsumer<byte[], byte[]> {

        private final ClockWatch clock = ClockWatch.of(this);

        UngroupedConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return clock.pollOrNothing(() -> super.poll(timeout));
        }

        @Override
        public void close() {
            clock.close();
            super.close();
        }
    }

    private static final class GuardedProducer extends KafkaProducer<byte[], byte[]> {

        GuardedProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void abortTransaction() {
            ProgressGuard.ofThisThread().aborts();
            super.abortTransaction();
        }

        @Override
        public void commitTransaction() {
            ProgressGuard.ofThisThread().commits();
            try {
                super.commitTransaction();
            } catch (InvalidTxnStateException e) {
                throw new StreamThreadRestartException(e);
            }
            CommitHooks.transactionCommitted();
        }
    }
}
