package dev.sluice.kstreams;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTxnStateException;
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

    private GuardedClients() {}

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
