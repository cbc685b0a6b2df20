package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.SampleBatches;
import dev.sluice.batch.SealReason;
import dev.sluice.failure.FailureReason;
import dev.sluice.metrics.MicrometerMetrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a task's counts are reported, and when they are not: the test plays the task's life. */
class TransactionalCountersTest {

    private final MicrometerMetrics metrics = new MicrometerMetrics();
    private final TaskRegistry board = new TaskRegistry();
    private final TransactionalCounters tally = new TransactionalCounters(metrics, board);

    @AfterEach
    void close() {
        metrics.close();
    }

    /** Three records: one to a batch, one to the dead letters, one to the retry topic. */
    private void countThree() {
        tally.consumed();
        tally.converted();
        tally.consumed();
        tally.deadLettered(FailureReason.INEXACT);
        tally.consumed();
        tally.retried(FailureReason.LOOKUP_PENDING);
    }

    private double value(String series) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith(series + " ") || line.startsWith(series + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private double consumed() {
        return value("sluice_records_consumed_total");
    }

    private double accountedFor() {
        return value("sluice_records_landed_total")
                + value("sluice_records_dead_lettered_total")
                + value("sluice_records_retried_total")
                + value("sluice_records_ignored_total")
                + value("sluice_records_pending");
    }

    @Test
    void counts_areReportedWhenTheProducerHasCommittedAfterTheHook() {
        countThree();
        assertThat(tally.isAhead()).isTrue();
        tally.commitFollows();
        assertThat(consumed()).as("nobody knows yet whether it has committed").isZero();

        TransactionalCounters.transactionCommitted();

        assertThat(consumed()).isEqualTo(3);
        assertThat(accountedFor()).isEqualTo(3);
        assertThat(tally.isAhead()).isFalse();
    }

    @Test
    void counts_areForgottenWhenTheTransactionAborts() {
        countThree();
        tally.commitFollows();
        TransactionalCounters.transactionCommitted();
        countThree();
        tally.commitFollows(); // and the commit fails: the task is closed, and begins anew
        tally.forget();
        tally.restored(1);
        countThree();
        tally.commitFollows();
        TransactionalCounters.transactionCommitted();

        assertThat(consumed()).isEqualTo(6);
        assertThat(accountedFor()).isEqualTo(6);
        assertThat(tally.pendingRecords()).isEqualTo(2);
    }

    @Test
    void counts_areReportedWhenTheTaskIsLostRightAfterItsCommit() {
        TransactionalCounters other = new TransactionalCounters(metrics, board);
        countThree();
        tally.commitFollows();
        other.consumed();

        TransactionalCounters.transactionCommitted();
        tally.forget();
        other.commitFollows(); // and its commit fails
        other.forget();
        TransactionalCounters.transactionCommitted();

        assertThat(consumed()).isEqualTo(3);
    }

    @Test
    void counts_areReportedAtTheNextHookWhenNoPunctuationComesBetween() {
        countThree();
        tally.commitFollows();
        countThree();
        tally.commitFollows();

        assertThat(consumed()).as("of the first commit").isEqualTo(3);
    }

    @Test
    void counts_areNotReportedWhenTheLastCommitFailsAndTheTaskIsClosedAllTheSame() {
        countThree();
        tally.commitFollows();
        tally.commit(Map.of()); // Kafka Streams calls it at a clean stop, whether the commit succeeded or not
        tally.forget();
        TransactionalCounters.transactionCommitted();

        assertThat(consumed()).isZero();
        assertThat(value("sluice_records_pending")).as("the next owner's").isZero();
    }

    @Test
    void eachCount_hasTheCommitHookCalled() {
        int[] marks = {0};
        tally.begin(() -> marks[0]++);
        List<Runnable> all = List.of(
                tally::consumed,
                tally::ignored,
                () -> tally.retried(FailureReason.LOOKUP_PENDING),
                () -> tally.deadLettered(FailureReason.INEXACT),
                tally::converted,
                tally::waiting,
                tally::waited,
                () -> tally.sealed(SealReason.AGE),
                () -> tally.landed(SampleBatches.sealed(7, 1, 1), 4_000));

        all.forEach(Runnable::run);

        assertThat(marks[0]).isEqualTo(all.size());
    }

    @Test
    void waitingRecords_areCountedFromWhatTheTaskBeginsWithAsTheyCommit() {
        tally.restoredWaiting(5);
        tally.waiting();
        tally.waited();
        tally.waited();
        tally.commitFollows();
        assertThat(tally.waitingRecords()).isEqualTo(5);
        TransactionalCounters.transactionCommitted();
        assertThat(tally.waitingRecords()).isEqualTo(4);
        tally.waiting(); // in a transaction that aborts
        tally.forget();
        tally.commitFollows();
        TransactionalCounters.transactionCommitted();

        assertThat(tally.waitingRecords()).isEqualTo(4);
    }

    @Test
    void landing_movesRecordsFromPendingAndIsShown() {
        tally.restored(5);
        tally.sealed(SealReason.AGE);
        tally.landed(SampleBatches.sealed(7, 1, 5), 4_000);
        tally.commitFollows();
        TransactionalCounters.transactionCommitted();

        assertThat(value("sluice_records_pending")).isZero();
        assertThat(value("sluice_records_landed_total")).isEqualTo(5);
        assertThat(value("sluice_batches_sealed_total{reason=\"age\"}")).isOne();
        assertThat(value("sluice_sealed_to_landed_seconds_sum")).isEqualTo(3);
        assertThat(value("sluice_freshness_seconds_sum")).isEqualTo(3.4);
        assertThat(board.lastObjects())
                .containsExactly(new TaskRegistry.LandedObject(
                        "lake/transactions-3-00ff-7.avro", 5, 100, SealReason.AGE, 4_000));
    }
}
