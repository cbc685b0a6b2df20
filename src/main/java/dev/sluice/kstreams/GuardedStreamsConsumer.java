package dev.sluice.kstreams;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.internals.ConsumerWrapper;

/**
 * The main consumer of the streams group protocol with a {@link ProgressGuard} and {@link PausedPartitions}; Kafka
 * Streams makes it.
 */
public final class GuardedStreamsConsumer extends ConsumerWrapper {

    private final ClockWatch clock = ClockWatch.of(this);

    @Override
    public void subscribe(Collection<String> topics, StreamsRebalanceListener listener) {
        super.subscribe(topics, new GuardedListener(listener));
    }

    @Override
    public void unsubscribe() {
        allGone();
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

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        ProgressGuard.ofThisThread().taskBegins(partitions);
        return super.committed(partitions);
    }

    /** Closes the consumer and leaves the group: there are no static members, so that none comes back under its name. */
    @Override
    public void close(CloseOptions options) {
        clock.close();
        super.close(options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }

    private static void allGone() {
        ProgressGuard.ofThisThread().allGone();
        PausedPartitions.ofThisThread().allGone();
    }

    private record GuardedListener(StreamsRebalanceListener listener) implements StreamsRebalanceListener {

        @Override
        public void onTasksRevoked(Set<StreamsRebalanceData.TaskId> tasks) {
            listener.onTasksRevoked(tasks); // which commits
            for (StreamsRebalanceData.TaskId task : tasks) {
                ProgressGuard.ofThisThread().taskGone(task.partitionId());
                PausedPartitions.ofThisThread().taskGone(task.partitionId());
            }
        }

        @Override
        public void onTasksAssigned(StreamsRebalanceData.Assignment assignment) {
            listener.onTasksAssigned(assignment);
        }

        @Override
        public void onAllTasksLost() {
            allGone();
            listener.onAllTasksLost();
        }
    }
}
