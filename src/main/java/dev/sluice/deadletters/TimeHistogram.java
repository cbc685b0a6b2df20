package dev.sluice.deadletters;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts times in buckets of equal width. The width grows, so that at most {@value #MAX_BUCKETS} buckets lie between the
 * first and the last time.
 */
public final class TimeHistogram {

    static final int MAX_BUCKETS = 24;

    /**
     * Each is a multiple of the one before, so that buckets can be joined. The last spans the years to 9999 in a few.
     */
    private static final List<Duration> WIDTHS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(10),
            Duration.ofDays(100),
            Duration.ofDays(1_000),
            Duration.ofDays(10_000),
            Duration.ofDays(1_000_000));

    private int width;
    private TreeMap<Long, Long> counts = new TreeMap<>();

    /** {@code millis} is 0 to the end of the year 9999. */
    void add(long millis) {
        counts.merge(millis - millis % width().toMillis(), 1L, Long::sum);
        while (width + 1 < WIDTHS.size() && buckets() > MAX_BUCKETS) {
            width++;
            TreeMap<Long, Long> wider = new TreeMap<>();
            counts.forEach((start, count) -> wider.merge(start - start % width().toMillis(), count, Long::sum));
            counts = wider;
        }
    }

    private long buckets() {
        return (counts.lastKey() - counts.firstKey()) / width().toMillis() + 1;
    }

    /** The width of a bucket. */
    public Duration width() {
        return WIDTHS.get(width);
    }

    /**
     * Counts by the start of their bucket, in milliseconds since the epoch, ascending. Empty buckets in between are
     * included.
     */
    public Map<Long, Long> counts() {
        TreeMap<Long, Long> all = new TreeMap<>(counts);
        if (!all.isEmpty()) {
            for (long start = all.firstKey(); start < counts.lastKey(); start += width().toMillis()) {
                all.putIfAbsent(start, 0L);
            }
        }
        return all;
    }
}
