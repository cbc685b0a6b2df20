package dev.sluice.batch.header;

/**
 * The earliest and the latest of some times, both milliseconds since the epoch.
 *
 * @param minMillis later than {@code maxMillis} where there is no time
 */
public record TimeRange(long minMillis, long maxMillis) {

    /** Of no time. */
    public static final TimeRange NONE = new TimeRange(Long.MAX_VALUE, Long.MIN_VALUE);
}
