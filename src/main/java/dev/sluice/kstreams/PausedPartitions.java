package dev.sluice.kstreams;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The input partitions of a stream thread that are paused for causes of the application. Punctuations, commits and
 * other partitions go on; {@code KafkaStreams.pause()} would stop them all.
 *
 * <p>Kafka Streams pauses and resumes partitions of the main consumer, too: while a task is restored, while a buffer is
 * full, after a rebalance ({@code TaskManager}, {@code StreamTask}, 4.4.0). So the wrapped consumer keeps both apart, and
 * a partition is polled only when neither has paused it. A pause ends when the partition leaves the thread: the task's
 * next owner has causes of its own.
 *
 * <p>With {@code max.task.idle.ms} other than -1 a task waits for its paused partitions before it processes others.
 */
public final class PausedPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(PausedPartitions.class);

    private static final ThreadLocal<PausedPartitions> OF_THREAD = ThreadLocal.withInitial(PausedPartitions::new);

    private final List<InputPause> pauses = new CopyOnWriteArrayList<>();

    /** Paused by Kafka Streams. */
    private final Set<TopicPartition> byStreams = new HashSet<>();

    /** Paused for a cause that was on before the latest poll. */
    private final Set<TopicPartition> held = new HashSet<>();

    PausedPartitions() {}

    /** Those of the calling stream thread. */
    public static PausedPartitions ofThisThread() {
        return OF_THREAD.get();
    }

    /**
     * Opens a cause to pause partitions, which pauses nothing yet; a processor calls it on its stream thread, when the
     * task begins or later. Partitions that the thread does not have are left out.
     *
     * @param cause its name in the log
     */
    public InputPause open(String cause, Collection<TopicPartition> partitions) {
        InputPause pause = new InputPause(this, cause, partitions);
        pauses.add(pause);
        return pause;
    }

    void remove(InputPause pause) {
        pauses.remove(pause);
    }

    /** The consumer is about to be polled: tells it what to pause and to resume. */
    void beforePoll(
            Set<TopicPartition> assigned,
            Consumer<Collection<TopicPartition>> pause,
            Consumer<Collection<TopicPartition>> resume) {
        if (pauses.isEmpty() && held.isEmpty()) {
            return;
        }
        forget(partition -> !assigned.contains(partition));
        Set<TopicPartition> wanted = new HashSet<>();
        for (InputPause each : pauses) {
            if (each.isPaused()) {
                wanted.addAll(each.partitions());
            }
        }
        if (wanted.equals(held)) {
            return;
        }
        LOG.atDebug().addKeyValue("reason", pauses).log("The paused partitions are {}", wanted);
        pause.accept(without(held, wanted));
        Set<TopicPartition> ended = without(wanted, held);
        held.clear();
        held.addAll(wanted);
        resume.accept(without(byStreams, ended));
    }

    /** Kafka Streams pauses partitions of the consumer. */
    void pausedByStreams(Collection<TopicPartition> partitions) {
        byStreams.addAll(partitions);
    }

    /** Kafka Streams resumes partitions of the consumer; returns those that no cause holds. */
    Set<TopicPartition> resumedByStreams(Collection<TopicPartition> partitions) {
        partitions.forEach(byStreams::remove);
        return without(held, partitions);
    }

    /** The consumer no longer has these partitions. */
    void gone(Collection<TopicPartition> partitions) {
        forget(partitions::contains);
    }

    /** The same for the task of that partition number, in each topic. */
    void taskGone(int partition) {
        forget(of -> of.partition() == partition);
    }

    void allGone() {
        forget(partition -> true);
    }

    private void forget(Predicate<TopicPartition> gone) {
        byStreams.removeIf(gone);
        held.removeIf(gone);
        pauses.removeIf(pause -> pause.forget(gone));
    }

    private static Set<TopicPartition> without(Set<TopicPartition> those, Collection<TopicPartition> partitions) {
        Set<TopicPartition> rest = new HashSet<>(partitions);
        rest.removeAll(those);
        return rest;
    }
}
