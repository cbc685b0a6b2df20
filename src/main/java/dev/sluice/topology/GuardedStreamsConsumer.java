package dev.sluice.topology;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.internals.ConsumerWrapper;

/** The main consumer of the streams group protocol with a {@link ProgressGuard}; Kafka Streams makes both. */
public final class GuardedStreamsConsumer extends ConsumerWrapper {

    @Override
    public void subscribe(Collection<String> topics, StreamsRebalanceListener listener) {
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

    private record GuardedListener(StreamsRebalanceListener listener) implements StreamsRebalanceListener {

        @Override
        public void onTasksRevoked(Set<StreamsRebalanceData.TaskId> tasks) {
            listener.onTasksRevoked(tasks); // which commits
            tasks.forEach(task -> ProgressGuard.ofThisThread().taskGone(task.partitionId()));
        }

        @Override
        public void onTasksAssigned(StreamsRebalanceData.Assignment assignment) {
            listener.onTasksAssigned(assignment);
        }

        @Override
        public void onAllTasksLost() {
            ProgressGuard.ofThisThread().allGone();
            listener.onAllTasksLost();
        }
    }
}
