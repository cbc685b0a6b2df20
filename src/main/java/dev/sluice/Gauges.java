package dev.sluice;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.HeapBudget;
import dev.sluice.metrics.Metric;
import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.topology.TaskRegistry;

/** The metrics that are asked for when they are read, bound to whom they ask. */
final class Gauges {

    private Gauges() {}

    static void bind(
            MicrometerMetrics metrics, HeapBudget heap, Backlog backlog, TaskRegistry board, Readiness readiness) {
        metrics.follow(Metric.TASKS, () -> board.tasks().size());
        metrics.follow(Metric.RECORDS_WAITING_FOR_RETRY, board::waitingForRetry);
        metrics.follow(Metric.BATCHES_OPEN, backlog::openBatches);
        metrics.follow(Metric.BATCHES_WAITING, backlog::waitingBatches);
        metrics.follow(Metric.BATCHES_LIMIT, backlog::maxBatches);
        metrics.follow(Metric.OLDEST_UNLANDED_AGE, () -> board.oldestAgeMillis(System.currentTimeMillis()) / 1e3);
        metrics.follow(Metric.BUFFER_USED, heap::heldBytes);
        metrics.follow(Metric.BUFFER_BUDGET, heap::maxBytes);
        metrics.follow(Metric.BACKLOG_STORED, backlog::storedBytes);
        metrics.follow(Metric.BACKLOG_WAITING, backlog::waitingBytes);
        metrics.follow(Metric.BACKLOG_BUDGET, backlog::maxBytes);
        metrics.follow(Metric.INTAKE_PAUSED, () -> readiness.streams().isPaused() ? 1 : 0);
        metrics.follow(Metric.S3_REFUSING, () -> readiness.isRefused() ? 1 : 0);
        metrics.follow(Metric.READY, () -> readiness.ready().ok() ? 1 : 0);
    }
}
