package dev.sluice.testing;

import dev.sluice.batch.header.SealReason;
import dev.sluice.failure.FailureReason;
import dev.sluice.metrics.S3Operation;
import dev.sluice.metrics.S3Status;
import dev.sluice.metrics.SluiceMetrics;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts nothing. */
public final class NoMetrics implements SluiceMetrics {
    @Override
    public void consumed(long records) {}

    @Override
    public void deadLettered(FailureReason reason, long records) {}

    @Override
    public void retried(FailureReason reason, long records) {}

    @Override
    public void ignored(long records) {}

    @Override
    public void pending(long delta) {}

    @Override
    public void batchesSealed(SealReason reason, long batches) {}

    @Override
    public void objectLanded(long records, long bytes, Duration sealedToLanded, Duration freshness) {}

    @Override
    public void s3RequestSent() {}

    @Override
    public void s3RequestEnded(S3Operation operation, S3Status status, Duration took) {}

    @Override
    public void uploadRetried() {}

    @Override
    public void foreignObjectFound() {}

    @Override
    public void lookupTable(String table, LongSupplier rows, LongSupplier newestMillis) {}
}
