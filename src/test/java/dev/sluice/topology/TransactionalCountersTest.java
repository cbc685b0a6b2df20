package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.SampleBatches;
import dev.sluice.batch.header.SealReason;
import dev.sluice.failure.FailureReason;
import dev.sluice.metrics.MicrometerMetrics;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a task's counts are reported, and when they are not: the test plays the task's life. */
class TransactionalCountersTest {

    private final MicrometerMetrics metrics = new MicrometerMetrics();
    private int marks;
    private final TaskRegistry registry = new TaskRegistry();
    private final TransactionalCounters counters = new TransactionalCounters(metrics, registry, () -> marks++);

    @AfterEach
    void close() {
        metrics.close();
    }

    /** Three records: one to a batch, one to the dead letters, one to the retry topic. */
    private void countThree() {
        counters.consumed();
        counters.converted();
        counters.consumed();
        counters.deadLettered(FailureReason.INEXACT);
        counters.consumed();
        counters.retried(FailureReason.LOOKUP_PENDING);
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
        assertThat(counters.isAhead()).isTrue();
        counters.commitFollows();
        assertThat(consumed()).as("nobody knows yet whether it has committed").isZero();

        counters.committed();

        assertThat(consumed()).isEqualTo(3);
        assertThat(accountedFor()).isEqualTo(3);
        assertThat(counters.isAhead()).isFalse();
    }

    @Test
    void counts_areForgottenWhenTheTransactionAborts() {
        countThree();
        counters.commitFollows();
        counters.committed();
        countThree();
        counters.commitFollows(); // and the commit fails: the task is closed, and begins anew
        counters.forget();
        counters.restored(1);
        countThree();
        counters.commitFollows();
        counters.committed();

        assertThat(consumed()).isEqualTo(6);
        assertThat(accountedFor()).isEqualTo(6);
        assertThat(counters.pendingRecords()).isEqualTo(2);
    }

    @Test
    void counts_areReportedWhenTheTaskIsLostRightAfterItsCommit() {
        TransactionalCounters other = new TransactionalCounters(metrics, registry, () -> marks++);
        countThree();
        counters.commitFollows();
        other.consumed();

        counters.committed();
        counters.forget();
        other.commitFollows(); // and its commit fails
        other.forget();
        counters.committed();
        other.committed();

        assertThat(consumed()).isEqualTo(3);
    }

    @Test
    void counts_areReportedAtTheNextHookWhenNoPunctuationComesBetween() {
        countThree();
        counters.commitFollows();
        countThree();
        counters.commitFollows();

        assertThat(consumed()).as("of the first commit").isEqualTo(3);
    }

    @Test
    void counts_areNotReportedWhenTheLastCommitFailsAndTheTaskIsClosedAllTheSame() {
        countThree();
        counters.commitFollows();
        // Kafka Streams closes the task at a clean stop, whether the commit succeeded or not.
        counters.forget();
        counters.committed();

        assertThat(consumed()).isZero();
        assertThat(value("sluice_records_pending")).as("the next owner's").isZero();
    }

    @Test
    void eachCount_hasTheCommitHookCalled() {
        List<Runnable> all = List.of(
                counters::consumed,
                counters::ignored,
                () -> counters.retried(FailureReason.LOOKUP_PENDING),
                () -> counters.deadLettered(FailureReason.INEXACT),
                counters::converted,
                counters::waiting,
                counters::waited,
                () -> counters.sealed(SealReason.AGE),
                () -> counters.landed(SampleBatches.sealed(7, 1, 1), 4_000));

        all.forEach(Runnable::run);

        assertThat(marks).isEqualTo(all.size());
    }

    @Test
    void waitingRecords_areCountedFromWhatTheTaskBeginsWithAsTheyCommit() {
        counters.restoredWaiting(5);
        counters.waiting();
        counters.waited();
        counters.waited();
        counters.commitFollows();
        assertThat(counters.waitingRecords()).isEqualTo(5);
        counters.committed();
        assertThat(counters.waitingRecords()).isEqualTo(4);
        counters.waiting(); // in a transaction that aborts
        counters.forget();
        counters.commitFollows();
        counters.committed();

        assertThat(counters.waitingRecords()).isEqualTo(4);
    }

    @Test
    void landing_movesRecordsFromPendingAndIsShown() {
        counters.restored(5);
        counters.sealed(SealReason.AGE);
        counters.landed(SampleBatches.sealed(7, 1, 5), 4_000);
        counters.commitFollows();
        counters.committed();

        assertThat(value("sluice_records_pending")).isZero();
        assertThat(value("sluice_records_landed_total")).isEqualTo(5);
        assertThat(value("sluice_batches_sealed_total{reason=\"age\"}")).isOne();
        assertThat(value("sluice_sealed_to_landed_seconds_sum")).isEqualTo(3);
        assertThat(value("sluice_freshness_seconds_sum")).isEqualTo(3.4);
        assertThat(registry.lastObjects())
                .containsExactly(new TaskRegistry.LandedObject(
                        "lake/transactions-3-00ff-7.avro", 5, 100, SealReason.AGE, 4_000));
    }
}
