package dev.sluice.topology;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps a task from beginning where its stream thread's consumer happens to be, instead of where the last commit ended.
 *
 * <p>A consumer that is assigned a partition begins at the group's commit. But Kafka Streams also closes a task, and
 * begins it anew, while the consumer keeps the partition: when its commit timed out, or its state is corrupted. The
 * consumer is past the records that were polled then, and not committed. Kafka Streams 4.3.1 takes it back only if it
 * gets to initialise the very same task ({@code StreamTask.resetOffsetsIfNeededAndInitializeMetadata}); after a
 * rebalance, which it asks for itself, it makes another, and those records are skipped ({@code
 * TaskManager.handleTasksPendingInitialization}). And the same task remembers how far it had come ({@code
 * nextOffsetsAndMetadataToBeConsumed}, which {@code revive} does not clear): its next commit would name those offsets,
 * although the records before them are read again.
 *
 * <p>So both are refused, and the stream thread ends. Another has a consumer, and tasks, that know of nothing. Used by
 * one stream thread.
 */
final class PositionGuard {

    /** Partitions that the consumer has, and has handed out records of. */
    private final Set<TopicPartition> handedOut = new HashSet<>();

    /** The consumer was polled, and now has the {@code assigned} partitions. */
    void polled(ConsumerRecords<?, ?> records, Set<TopicPartition> assigned) {
        handedOut.retainAll(assigned);
        handedOut.addAll(records.partitions());
    }

    /** The consumer no longer has these partitions: if they come back, it begins at the group's commit. */
    void gone(Collection<TopicPartition> partitions) {
        handedOut.removeAll(partitions);
    }

    void allGone() {
        handedOut.clear();
    }

    /**
     * A task is about to begin, for which Kafka Streams asks where the last commit ended.
     *
     * @throws GivenUpTaskException if records of its partitions went to another life of it
     */
    void taskBegins(Set<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (handedOut.contains(partition)) {
                throw new GivenUpTaskException(partition);
            }
        }
    }
}
