package dev.sluice.topology;

import dev.sluice.batch.header.SealReason;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.streams.processor.TaskId;

/** What the tasks of this process hold, and which objects landed last: written by the tasks, read by whoever asks. */
public final class TaskRegistry {

    private static final int LAST_OBJECTS = 10;

    private final Map<TaskId, TaskState> tasks = new ConcurrentSkipListMap<>();
    private final Deque<LandedObject> lastObjects = new ArrayDeque<>();

    /**
     * What one task holds, as of at most a tenth of a second ago; while intake is paused, as of then.
     *
     * @param partition the partition number that is the task's, of each topic that has it
     * @param openBatches batches that take records
     * @param sealedBatches batches that are sealed and have not landed
     * @param pendingRecords committed records in either
     * @param waitingForRetry committed records that wait for their next attempt
     * @param storedBytes the batches' bytes in the block store
     * @param oldestMillis when the oldest of these batches got its first record, milliseconds since the epoch; {@link
     *     Long#MAX_VALUE} without batches
     */
    public record TaskState(
            int partition,
            int openBatches,
            int sealedBatches,
            long pendingRecords,
            long waitingForRetry,
            long storedBytes,
            long oldestMillis) {}

    /** An object that was announced, in a transaction that is committed. */
    public record LandedObject(String key, long records, long bytes, SealReason sealReason, long atMillis) {}

    void publish(TaskId task, TaskState state) {
        tasks.put(task, state);
    }

    void remove(TaskId task) {
        tasks.remove(task);
    }

    void landed(LandedObject landed) {
        synchronized (lastObjects) {
            if (lastObjects.size() == LAST_OBJECTS) {
                lastObjects.removeLast();
            }
            lastObjects.addFirst(landed);
        }
    }

    /** By partition. */
    public Collection<TaskState> tasks() {
        return List.copyOf(tasks.values());
    }

    /** The latest ten, the latest first. */
    public List<LandedObject> lastObjects() {
        synchronized (lastObjects) {
            return List.copyOf(lastObjects);
        }
    }

    /** Records of all tasks that wait for their next attempt. */
    public long waitingForRetry() {
        return tasks.values().stream().mapToLong(TaskState::waitingForRetry).sum();
    }

    /**
     * How long ago the oldest of the records in a batch was read, in milliseconds; 0 if there is none. A record that
     * waits for its retry is in no batch.
     */
    public long oldestAgeMillis(long nowMillis) {
        long oldest = Long.MAX_VALUE;
        for (TaskState task : tasks.values()) {
            oldest = Math.min(oldest, task.oldestMillis());
        }
        return oldest == Long.MAX_VALUE ? 0 : Math.max(0, nowMillis - oldest);
    }
}
