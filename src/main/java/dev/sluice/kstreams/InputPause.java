package dev.sluice.kstreams;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * One cause to pause input partitions of a task; {@link PausedPartitions#open} makes it. Any thread may turn it on and
 * off. It takes effect when the stream thread polls next: what was polled before is still processed.
 */
public final class InputPause implements AutoCloseable {

    private final PausedPartitions owner;
    private final String cause;

    /** Those that have not left the stream thread; the stream thread's own. */
    private final Set<TopicPartition> partitions;

    private volatile boolean isOn;

    InputPause(PausedPartitions owner, String cause, Collection<TopicPartition> partitions) {
        this.owner = owner;
        this.cause = cause;
        this.partitions = new HashSet<>(partitions);
    }

    public void pause() {
        isOn = true;
    }

    /** The partitions are resumed unless there is another cause, Kafka Streams' own included. */
    public void resume() {
        isOn = false;
    }

    public boolean isPaused() {
        return isOn;
    }

    /** Resumes, for good. */
    @Override
    public void close() {
        isOn = false;
        owner.remove(this);
    }

    Set<TopicPartition> partitions() {
        return partitions;
    }

    /** Forgets these partitions; true when there are no others. */
    boolean forget(Predicate<TopicPartition> gone) {
        partitions.removeIf(gone);
        return partitions.isEmpty();
    }

    @Override
    public String toString() {
        return cause + " " + partitions;
    }
}
