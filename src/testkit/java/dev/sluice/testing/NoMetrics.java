package dev.sluice.testing;

import dev.sluice.metrics.Metric;
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
