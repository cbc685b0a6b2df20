package dev.sluice.topology;

import dev.sluice.batch.BatchHeader;
import dev.sluice.batch.SealReason;
import dev.sluice.failure.FailureReason;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.topology.TaskRegistry.LandedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one task has counted, reported when it is committed and not before: what an aborted transaction did is
 * forgotten, for it is done, and counted, again.
 *
 * <p>Counting is adding to plain numbers. The hook of the next commit ({@link CommitHooks}) sets them aside; they are
 * reported when the thread's producer has committed, for the task may be lost before it is called again, and forgotten
 * when the task ends before. What went with a commit whose answer never came is not counted.
 */
final class TransactionalCounters extends TaskMemory {

    static final String STORE = "tally";

    /** Those of the stream thread whose counts go with the transaction that it commits next. */
    private static final ThreadLocal<Set<TransactionalCounters>> COMMITTING = ThreadLocal.withInitial(HashSet::new);

    private final SluiceMetrics metrics;
    private final TaskRegistry board;
    private Runnable mark = () -> {};
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

    TransactionalCounters(SluiceMetrics metrics, TaskRegistry board) {
        super(STORE);
        this.metrics = metrics;
        this.board = board;
    }

    /** A life of the task begins; {@code mark} has the hook of its next commit called. */
    void begin(Runnable mark) {
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

    /** The record is in an open batch. */
    void converted() {
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

    void sealed(SealReason reason) {
        count().sealed.merge(reason, 1L, Long::sum);
    }

    void landed(BatchHeader batch, long nowMillis) {
        count().landings.add(new Landing(batch, nowMillis));
    }

    /** Records are in batches that came with the task, which is to say that they are committed. */
    void restored(long records) {
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
     * A commit of all that was counted follows. An earlier one has succeeded, or the task would not have come here: a
     * test without the producer that tells reports it now.
     */
    void commitFollows() {
        report();
        committing = counted;
        counted = new Counts();
        COMMITTING.get().add(this);
    }

    /** The calling stream thread has committed its transaction. */
    static void transactionCommitted() {
        Set<TransactionalCounters> tallies = COMMITTING.get();
        tallies.forEach(TransactionalCounters::report);
        tallies.clear();
    }

    private void report() {
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
                    batch.bytes(),
                    Duration.ofMillis(landing.atMillis() - batch.sealed().atMillis()),
                    Duration.ofMillis(landing.atMillis() - batch.maxEventTimeMillis()));
            board.landed(new LandedObject(
                    batch.key(), batch.records(), batch.bytes(), batch.sealed().reason(), landing.atMillis()));
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
        COMMITTING.get().remove(this);
        addPending(-pendingRecords);
    }
}
