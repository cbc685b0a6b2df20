package dev.sluice.service;

import dev.sluice.metrics.Metric;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.topology.SharedServices;

/** Binds the gauges, which are asked for their value at each scrape, to what they measure. */
final class Gauges {

    private Gauges() {}

    static void bind(SluiceMetrics metrics, SharedServices shared, Readiness readiness) {
        metrics.follow(Metric.TASKS, () -> shared.registry().tasks().size());
        metrics.follow(Metric.RECORDS_WAITING_FOR_RETRY, shared.registry()::waitingForRetry);
        metrics.follow(Metric.BATCHES_OPEN, shared.backlog()::openBatches);
        metrics.follow(Metric.BATCHES_WAITING, shared.backlog()::waitingBatches);
        metrics.follow(Metric.BATCHES_LIMIT, shared.backlog()::maxBatches);
        metrics.follow(
                Metric.OLDEST_UNLANDED_AGE, () -> shared.registry().oldestAgeMillis(System.currentTimeMillis()) / 1e3);
        metrics.follow(Metric.BUFFER_USED, shared.heap()::heldBytes);
        metrics.follow(Metric.BUFFER_BUDGET, shared.heap()::maxBytes);
        metrics.follow(Metric.BACKLOG_STORED, shared.backlog()::storedBytes);
        metrics.follow(Metric.BACKLOG_WAITING, shared.backlog()::waitingBytes);
        metrics.follow(Metric.BACKLOG_BUDGET, shared.backlog()::maxBytes);
        metrics.follow(Metric.INTAKE_PAUSED, () -> readiness.streams().isPaused() ? 1 : 0);
        metrics.follow(Metric.S3_REFUSING, () -> readiness.isRefused() ? 1 : 0);
        metrics.follow(Metric.READY, () -> readiness.ready().ok() ? 1 : 0);
    }
}
