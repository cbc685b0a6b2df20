package dev.sluice.testing;

import dev.sluice.batch.header.SealReason;
import dev.sluice.failure.FailureReason;
import dev.sluice.metrics.Metric;
import dev.sluice.metrics.S3Operation;
import dev.sluice.metrics.S3Status;
import dev.sluice.metrics.SluiceMetrics;
import java.util.function.DoubleSupplier;

/** Counts nothing. */
public final class NoMetrics implements SluiceMetrics {
    @Override
    public void add(Metric metric, long amount, String... labels) {}

    @Override
    public void record(Metric metric, double value, String... labels) {}

    @Override
    public void follow(Metric gauge, DoubleSupplier value, String... labels) {}
}
