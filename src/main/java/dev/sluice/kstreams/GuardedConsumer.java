package dev.sluice.kstreams;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The main consumer of the classic group protocol with a {@link ProgressGuard} and {@link PausedPartitions}. */
final class GuardedConsumer extends KafkaConsumer<byte[], byte[]> {

    private final ClockWatch clock = ClockWatch.of(this);
    private final boolean isStaticMember;

    GuardedConsumer(Map<String, Object> config) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        isStaticMember = config.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG) != null;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new GuardedListener(listener));
    }

    @Override
    public void unsubscribe() {
        ProgressGuard.ofThisThread().allGone();
        PausedPartitions.ofThisThread().allGone();
        super.unsubscribe();
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        PausedPartitions.ofThisThread().beforePoll(assignment(), super::pause, super::resume);
        ConsumerRecords<byte[], byte[]> records = clock.poll(() -> super.poll(timeout));
        ProgressGuard.ofThisThread().polled(records, assignment());
        return records;
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        PausedPartitions.ofThisThread().pausedByStreams(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        super.resume(PausedPartitions.ofThisThread().resumedByStreams(partitions));
    }

    /**
     * Closes the consumer, and leaves the group unless a member of the same name will come back. Kafka Streams has the
     * consumers stay when a thread fails, and their partitions would wait until the session has timed out.
     */
    @Override
    public void close(CloseOptions options) {
        clock.close();
        boolean leaves = !isStaticMember || GuardedClients.isThisThreadReplaced();
        super.close(leaves ? options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP) : options);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        ProgressGuard.ofThisThread().taskBegins(partitions);
        return super.committed(partitions);
    }

    private record GuardedListener(ConsumerRebalanceListener listener) implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            listener.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            listener.onPartitionsRevoked(partitions); // which commits
            gone(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            gone(partitions);
            listener.onPartitionsLost(partitions);
        }

        private static void gone(Collection<TopicPartition> partitions) {
            ProgressGuard.ofThisThread().gone(partitions);
            PausedPartitions.ofThisThread().gone(partitions);
        }
    }
}
