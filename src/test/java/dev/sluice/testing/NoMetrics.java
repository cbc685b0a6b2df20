package dev.sluice.testing;

import dev.sluice.failure.FailureReason;
import dev.sluice.metrics.SluiceMetrics;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts nothing. */
public class NoMetrics implements SluiceMetrics {
    @Override
    public void consumed(long records) {}

    @Override
    public void deadLettered(FailureReason reason) {}

    @Override
    public void retried(FailureReason reason) {}

    @Override
    public void ignored(long records) {}

    @Override
    public void batchSealed(String reason) {}

    @Override
    public void objectLanded(long records, long bytes, Duration sealedToLanded, Duration eventTimeToLanded) {}

    @Override
    public void pending(long delta) {}

    @Override
    public void s3Request(String operation, String outcome, Duration took) {}

    @Override
    public void intakePaused(boolean paused) {}

    @Override
    public void openBatches(int batches) {}

    @Override
    public void bufferBytes(long used, long budget) {}

    @Override
    public void lookupRows(String table, LongSupplier rows) {}
}
