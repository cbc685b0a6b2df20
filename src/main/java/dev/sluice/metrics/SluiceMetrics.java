package dev.sluice.metrics;

import dev.sluice.failure.FailureReason;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the service tells its operators.
 *
 * <p>Every attempt at a record ends in one of five places, so that over all instances together
 *
 * <pre>consumed = landed + dead-lettered + retried + ignored + pending</pre>
 *
 * <p>A record that is tried again is consumed again. To keep the equation, callers report what is committed, and
 * report {@code pending} down when a task leaves and up when its batches are restored; a restored record was consumed in
 * an earlier life, so a person alerts on the counters' increase. Methods are cheap and safe from any thread.
 */
public interface SluiceMetrics {

    /** Records were taken from the input topics, or from the retry topic when due. */
    void consumed(long records);

    /** One record went to the dead-letter topic. */
    void deadLettered(FailureReason reason);

    /** One record went to the retry topic. */
    void retried(FailureReason reason);

    /** Records were tombstones that the user wants to be ignored. */
    void ignored(long records);

    /** Records entered open or sealed batches (positive), or left them by landing or with their task (negative). */
    void pending(long delta);

    /** A batch's content and key were fixed. */
    void batchSealed(String reason);

    /**
     * An object is durable and announced.
     *
     * @param bytes the object's size, compressed
     * @param eventTimeToLanded age of its newest record; negative, for event times ahead of the clock, counts as zero
     */
    void objectLanded(long records, long bytes, Duration sealedToLanded, Duration eventTimeToLanded);

    /** One S3 request ended; {@code outcome} is one of few words, never an error's text. */
    void s3Request(String operation, String outcome, Duration took);

    /** Intake stopped because too much waits for S3, or resumed. */
    void intakePaused(boolean paused);

    /** How many batches take records, in all tasks of this process. */
    void openBatches(int batches);

    /** How much of the memory for open blocks is in use. */
    void bufferBytes(long used, long budget);

    /** Follows the number of rows of a lookup table; a later call for the same table replaces the earlier. */
    void lookupRows(String table, LongSupplier rows);
}
