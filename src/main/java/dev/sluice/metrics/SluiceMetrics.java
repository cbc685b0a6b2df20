package dev.sluice.metrics;

import dev.sluice.batch.header.SealReason;
import dev.sluice.failure.FailureReason;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the service counts; what can be asked for at any time is a gauge, and no method here.
 *
 * <p>Every attempt at a record ends in one of five places, so that over all instances together
 *
 * <pre>consumed = landed + dead-lettered + retried + ignored + pending</pre>
 *
 * <p>A record that is tried again is consumed again. The equation holds although transactions abort, for callers report
 * records when they are committed. A pending record that comes with a task was consumed in an earlier life, so a person
 * alerts on the counters' increase. Methods are safe from any thread.
 */
public interface SluiceMetrics {

    /** Records were taken from the input topics, or from the retry topic when due. */
    void consumed(long records);

    /** Records went to the dead-letter topic. */
    void deadLettered(FailureReason reason, long records);

    /** Records went to the retry topic. */
    void retried(FailureReason reason, long records);

    /** Records were tombstones that the user wants to be ignored. */
    void ignored(long records);

    /**
     * Records came to batches, by commit or with a task (positive), or left them, by landing or with their task
     * (negative).
     */
    void pending(long delta);

    /** The content and key of batches were fixed. */
    void batchesSealed(SealReason reason, long batches);

    /**
     * An object is durable and announced.
     *
     * @param bytes the object's size, compressed
     * @param freshness age of its newest record; negative, for event times ahead of the clock, counts as zero
     */
    void objectLanded(long records, long bytes, Duration sealedToLanded, Duration freshness);

    /** A request to S3 was sent. */
    void s3RequestSent();

    /** A request that was sent has ended. */
    void s3RequestEnded(S3Operation operation, S3Status status, Duration took);

    /** An attempt at an upload failed, and will be repeated. */
    void uploadRetried();

    /** An object that is not ours has the key of one of ours. */
    void foreignObjectFound();

    /**
     * Follows a lookup table; a later call for the same table replaces the earlier.
     *
     * @param newestMillis the Kafka timestamp of its newest change, milliseconds since the epoch; negative before the
     *     first
     */
    void lookupTable(String table, LongSupplier rows, LongSupplier newestMillis);
}
