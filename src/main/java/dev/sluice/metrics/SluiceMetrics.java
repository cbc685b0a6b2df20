package dev.sluice.metrics;

import dev.sluice.failure.FailureReason;
import java.time.Duration;

/** What the service counts. */
public interface SluiceMetrics {
    void consumed(long records);

    void deadLettered(FailureReason reason);

    void retried(FailureReason reason);

    void batchSealed(String reason);

    void objectLanded(long records, long bytes, Duration sealedToLanded, Duration eventTimeToLanded);

    void pending(long delta);

    void s3Request(String operation, String outcome, Duration took);
}
