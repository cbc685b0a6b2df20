package dev.sluice.topology;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Kafka's clients, of which those of a stream thread tell its {@link ProgressGuard} what they do; and its {@link
 * TransactionalCounters}s, of each commit.
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
            TransactionalCounters.transactionCommitted();
        }
    }

    private static final class GuardedConsumer extends KafkaConsumer<byte[], byte[]> {

        GuardedConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            super.subscribe(topics, new GuardedListener(listener));
        }

        @Override
        public void unsubscribe() {
            ProgressGuard.ofThisThread().allGone();
            super.unsubscribe();
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            ProgressGuard.ofThisThread().polled(records, assignment());
            return records;
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            ProgressGuard.ofThisThread().taskBegins(partitions);
            return super.committed(partitions);
        }
    }

    private record GuardedListener(ConsumerRebalanceListener listener) implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            listener.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            listener.onPartitionsRevoked(partitions); // which commits
            ProgressGuard.ofThisThread().gone(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            ProgressGuard.ofThisThread().gone(partitions);
            listener.onPartitionsLost(partitions);
        }
    }
}
