package dev.sluice.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** How far one reading has come: which partitions are not read to their end yet, and where each stands. */
final class ReadProgress {

    private final Map<TopicPartition, Long> unfinished;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private boolean hasMoved;

    /** {@code ends} are exclusive. */
    ReadProgress(Map<TopicPartition, Long> ends) {
        unfinished = new HashMap<>(ends);
    }

    /** The reading stands there in this partition now; returns whether it has reached the end with that. */
    boolean at(TopicPartition partition, long position) {
        Long before = positions.put(partition, position);
        hasMoved |= before == null || before != position;
        Long end = unfinished.get(partition);
        if (end == null || position < end) {
            return false;
        }
        unfinished.remove(partition);
        return true;
    }

    /** A copy. */
    Set<TopicPartition> unfinished() {
        return Set.copyOf(unfinished.keySet());
    }

    boolean isDone() {
        return unfinished.isEmpty();
    }

    /** Whether any partition's position has changed since this was asked last. */
    boolean takeMoved() {
        boolean moved = hasMoved;
        hasMoved = false;
        return moved;
    }
}
