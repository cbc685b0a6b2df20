package dev.sluice.kstreams;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps a stream thread from going on behind records whose processing was undone. It watches the thread's main consumer
 * and its producer, and ends the thread where Kafka Streams (4.4.0) would go on. Another thread has clients, and tasks,
 * that know of nothing.
 *
 * <p>A consumer that is assigned a partition begins where the group's last commit ended. But Kafka Streams also closes
 * a task, and begins it anew, while the consumer keeps the partition: when its commit timed out, or its state is
 * corrupted ({@code TaskManager.closeDirtyAndRevive}). The consumer is past what was polled then, and not committed.
 *
 * <ul>
 *   <li>It goes back only if the very same task gets to begin; after a rebalance, which Kafka Streams may ask for
 *       itself, it is another, and those records are skipped ({@code handleTasksPendingInitialization}).
 *   <li>What is closed aborts the transaction, which is the whole thread's. The thread's other tasks keep their
 *       offsets, and commit them later, without what was aborted; Kafka Streams commits them before, but not while a
 *       rebalance is under way.
 * </ul>
 */
final class ProgressGuard {

    private static final ThreadLocal<ProgressGuard> OF_THREAD = ThreadLocal.withInitial(ProgressGuard::new);

    /** Partitions that the consumer has, and has handed out records of. */
    private final Set<TopicPartition> handedOut = new HashSet<>();

    /** Those of them that were handed out before a transaction was aborted. */
    private final Set<TopicPartition> undone = new HashSet<>();

    /** The guard of the calling stream thread. */
    static ProgressGuard ofThisThread() {
        return OF_THREAD.get();
    }

    /** The consumer was polled, and now has the {@code assigned} partitions. */
    void polled(ConsumerRecords<?, ?> records, Set<TopicPartition> assigned) {
        handedOut.retainAll(assigned);
        undone.retainAll(assigned);
        handedOut.addAll(records.partitions());
    }

    /** The consumer no longer has these partitions: if they come back, it begins where the group's last commit ended. */
    void gone(Collection<TopicPartition> partitions) {
        handedOut.removeAll(partitions);
        undone.removeAll(partitions);
    }

    /** The same for the task of that partition number, in each topic. */
    void taskGone(int partition) {
        handedOut.removeIf(of -> of.partition() == partition);
        undone.removeIf(of -> of.partition() == partition);
    }

    void allGone() {
        handedOut.clear();
        undone.clear();
    }

    void aborts() {
        undone.addAll(handedOut);
    }

    /**
     * A transaction is about to commit.
     *
     * @throws StreamThreadRestartException if one was aborted before that had records of partitions the thread still has
     */
    void commits() {
        if (!undone.isEmpty()) {
            throw new StreamThreadRestartException(undone);
        }
    }

    /**
     * A task of these partitions is about to begin.
     *
     * @throws StreamThreadRestartException if their records went to another life of it
     */
    void taskBegins(Set<TopicPartition> partitions) {
        Set<TopicPartition> both = new HashSet<>(partitions);
        both.retainAll(handedOut);
        if (!both.isEmpty()) {
            throw new StreamThreadRestartException(both);
        }
    }
}
