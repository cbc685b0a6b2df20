package dev.sluice.topology;

import dev.sluice.batch.BatchCounters;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.SealReason;
import dev.sluice.failure.FailureReason;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.topology.TaskRegistry.LandedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one life of a task has counted, reported when it is committed and not before: what an aborted transaction did is
 * forgotten, for it is done, and counted, again.
 *
 * <p>Counting is adding to plain numbers. The hook of the next commit ({@link Task}) sets them aside; they are
 * reported when the thread's producer has committed, for the task may be lost before it is called again, and forgotten
 * when the task ends before. What went with a commit whose answer never came is not counted.
 */
final class TransactionalCounters implements BatchCounters {

    private final SluiceMetrics metrics;
    private final TaskRegistry registry;
    private final Runnable mark;
    private Counts counted = new Counts();
    private Counts committing = new Counts();
    private long pendingRecords;
    private long waitingRecords;

    /** One transaction's. */
    private static final class Counts {
        private boolean hasAny;
        private long consumed;
        private long ignored;
        private long converted;
        private long waiting;
        private final Map<FailureReason, Long> retried = new EnumMap<>(FailureReason.class);
        private final Map<FailureReason, Long> deadLettered = new EnumMap<>(FailureReason.class);
        private final Map<SealReason, Long> sealed = new EnumMap<>(SealReason.class);
        private final List<Landing> landings = new ArrayList<>();
    }

    private record Landing(BatchHeader batch, long atMillis) {}

    /** Those of a task whose life begins; {@code mark} has the hook of its next commit called. */
    TransactionalCounters(SluiceMetrics metrics, TaskRegistry registry, Runnable mark) {
        this.metrics = metrics;
        this.registry = registry;
        this.mark = mark;
    }

    private Counts count() {
        counted.hasAny = true;
        mark.run();
        return counted;
    }

    /** An attempt at a record begins, and has one of the four outcomes that follow. */
    void consumed() {
        count().consumed++;
    }

    void ignored() {
        count().ignored++;
    }

    void retried(FailureReason reason) {
        count().retried.merge(reason, 1L, Long::sum);
    }

    void deadLettered(FailureReason reason) {
        count().deadLettered.merge(reason, 1L, Long::sum);
    }

    @Override
    public void converted() {
        count().converted++;
    }

    /** The record waits for its retry. */
    void waiting() {
        count().waiting++;
    }

    /** The record's wait has ended. */
    void waited() {
        count().waiting--;
    }

    @Override
    public void sealed(SealReason reason) {
        count().sealed.merge(reason, 1L, Long::sum);
    }

    @Override
    public void landed(BatchHeader batch, long nowMillis) {
        count().landings.add(new Landing(batch, nowMillis));
    }

    @Override
    public void restored(long records) {
        addPending(records);
    }

    /** So many records wait for their retry, as is committed: the task begins with them. */
    void restoredWaiting(long records) {
        waitingRecords = records;
    }

    /** Whether anything was counted that no commit hook has seen. */
    boolean isAhead() {
        return counted.hasAny;
    }

    /**
     * A commit of all that was counted follows. The one before has succeeded, whether the producer told or not: else the
     * task would not have come here.
     */
    void commitFollows() {
        committed();
        committing = counted;
        counted = new Counts();
    }

    /** The commit has succeeded. */
    void committed() {
        if (committing.hasAny) {
            Counts done = committing;
            committing = new Counts();
            report(done);
        }
    }

    private void report(Counts done) {
        metrics.consumed(done.consumed);
        metrics.ignored(done.ignored);
        done.retried.forEach(metrics::retried);
        done.deadLettered.forEach(metrics::deadLettered);
        done.sealed.forEach((reason, batches) -> metrics.batchesSealed(reason.label(), batches));
        addPending(done.converted);
        waitingRecords += done.waiting;
        for (Landing landing : done.landings) {
            BatchHeader batch = landing.batch();
            addPending(-batch.records());
            metrics.objectLanded(
                    batch.records(),
                    batch.content().rows(),
                    batch.bytes(),
                    Duration.ofMillis(landing.atMillis() - batch.sealed().atMillis()),
                    Duration.ofMillis(
                            landing.atMillis() - batch.content().eventTimes().maxMillis()));
            registry.landed(new LandedObject(
                    batch.key().toString(),
                    batch.records(),
                    batch.bytes(),
                    batch.sealed().reason(),
                    landing.atMillis()));
        }
    }

    private void addPending(long records) {
        pendingRecords += records;
        metrics.pending(records);
    }

    /** Records in the batches of this task, as committed. */
    long pendingRecords() {
        return pendingRecords;
    }

    /** Records of this task that wait for their retry, as committed. */
    long waitingRecords() {
        return waitingRecords;
    }

    /** A life of the task has ended: what was not committed never was, and what was committed is the next owner's. */
    void forget() {
        counted = new Counts();
        committing = new Counts();
        addPending(-pendingRecords);
    }
}
