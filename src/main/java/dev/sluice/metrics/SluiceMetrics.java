package dev.sluice.metrics;

import dev.sluice.failure.FailureReason;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Receives what the service counts and measures. A new metric is declared in {@link Metric}, and reported with one of the
 * first three methods.
 *
 * <p>Every attempt at a record ends in one of five places, so that over all instances together
 *
 * <pre>consumed = landed + dead-lettered + retried + ignored + pending</pre>
 *
 * <p>A record that is tried again is consumed again. The equation holds although transactions abort, because callers
 * report records when they are committed. A pending record that comes with a task was consumed by the task's previous
 * owner, so alert on the counters' increase. Methods are safe from any thread.
 */
public interface SluiceMetrics {

    /** Discards everything. */
    SluiceMetrics NONE = new SluiceMetrics() {
        @Override
        public void add(Metric metric, long amount, String... labels) {}

        @Override
        public void record(Metric metric, double value, String... labels) {}

        @Override
        public void follow(Metric gauge, DoubleSupplier value, String... labels) {}
    };

    /**
     * Adds to a counter or a level.
     *
     * @param amount negative for a level only
     * @param labels the values of the metric's labels, in the order of their declaration
     */
    void add(Metric metric, long amount, String... labels);

    /** Observes a value of a histogram, or of a timer in seconds. */
    void record(Metric metric, double value, String... labels);

    /** Binds a gauge, which asks for its value at each scrape; a later call for the same labels replaces the earlier. */
    void follow(Metric gauge, DoubleSupplier value, String... labels);

    /** Records were taken from the input topics, or from the retry topic when due. */
    default void consumed(long records) {
        add(Metric.RECORDS_CONSUMED, records);
    }

    /** Records went to the dead-letter topic. */
    default void deadLettered(FailureReason reason, long records) {
        add(Metric.RECORDS_DEAD_LETTERED, records, reason.label());
    }

    /** Records went to the retry topic. */
    default void retried(FailureReason reason, long records) {
        add(Metric.RECORDS_RETRIED, records, reason.label());
    }

    /** Records were tombstones that the user wants to be ignored. */
    default void ignored(long records) {
        add(Metric.RECORDS_IGNORED, records);
    }

    /**
     * Records entered batches, by a commit or with their task (positive), or left them, by landing or with their task
     * (negative).
     */
    default void pending(long delta) {
        add(Metric.RECORDS_PENDING, delta);
    }

    /** The content and key of batches were fixed, for a reason by its label. */
    default void batchesSealed(String reason, long batches) {
        add(Metric.BATCHES_SEALED, batches, reason);
    }

    /**
     * An object is durable and has its manifest entry.
     *
     * @param bytes the size of the object
     * @param freshness the age of its newest event time; negative, for event times ahead of the clock, counts as zero
     */
    default void objectLanded(long records, long rows, long bytes, Duration sealedToLanded, Duration freshness) {
        add(Metric.RECORDS_LANDED, records);
        add(Metric.ROWS_LANDED, rows);
        add(Metric.OBJECTS_LANDED, 1);
        record(Metric.OBJECT_BYTES, bytes);
        record(Metric.OBJECT_RECORDS, records);
        record(Metric.SEALED_TO_LANDED, seconds(sealedToLanded));
        record(Metric.FRESHNESS, Math.max(0, seconds(freshness)));
    }

    /** A request to S3 was sent. */
    default void s3RequestSent() {
        add(Metric.S3_REQUESTS_IN_FLIGHT, 1);
    }

    /** A request that was sent has ended. */
    default void s3RequestEnded(S3Operation operation, S3Status status, Duration took) {
        add(Metric.S3_REQUESTS_IN_FLIGHT, -1);
        add(Metric.S3_REQUESTS, 1, operation.label(), status.label());
        record(Metric.S3_REQUEST_DURATION, seconds(took), operation.label());
    }

    /** An upload attempt failed, and will be retried. */
    default void uploadRetried() {
        add(Metric.UPLOAD_RETRIES, 1);
    }

    /** An object of another writer has the key of one of ours. */
    default void foreignObjectFound() {
        add(Metric.FOREIGN_OBJECTS, 1);
    }

    /**
     * Binds the gauges of a lookup table; a later call for the same table replaces the earlier.
     *
     * @param newestMillis the Kafka timestamp of its newest change, milliseconds since the epoch; negative before the
     *     first
     */
    default void lookupTable(String table, LongSupplier rows, LongSupplier newestMillis) {
        follow(Metric.LOOKUP_ROWS, rows::getAsLong, table);
        follow(
                Metric.LOOKUP_AGE,
                () -> {
                    long newest = newestMillis.getAsLong();
                    return newest < 0 ? Double.NaN : Math.max(0, System.currentTimeMillis() - newest) / 1e3;
                },
                table);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
