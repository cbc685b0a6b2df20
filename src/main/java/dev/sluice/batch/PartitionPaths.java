package dev.sluice.batch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Event times to partition paths, {@code date=2026-11-20/hour=13}.
 *
 * <p>Not thread-safe: it remembers the paths of recent minutes, for events of one minute share a path (time zones
 * change their offset on whole minutes, and the pattern may not go below the minute).
 */
public final class PartitionPaths {

    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final long MILLIS_PER_DAY = 24 * 60 * MILLIS_PER_MINUTE;
    private static final int REMEMBERED_MINUTES = 4096;

    private final DateTimeFormatter formatter;
    private final Map<Long, String> byMinute = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > REMEMBERED_MINUTES;
        }
    };

    private long lastMinute = Long.MIN_VALUE;
    private String lastPath = "";

    /** Throws {@link IllegalArgumentException} when {@code pattern} is none of {@link DateTimeFormatter}'s. */
    public PartitionPaths(String pattern, ZoneId zone) {
        formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
    }

    /**
     * The length of the longest path there can be, in bytes of UTF-8: of every half day of the first, this and the last
     * year.
     */
    int longestBytes() {
        int longest = 0;
        for (long firstDay :
                new long[] {Long.MIN_VALUE / MILLIS_PER_DAY + 1, 20_454, Long.MAX_VALUE / MILLIS_PER_DAY - 367}) {
            for (int halfDay = 0; halfDay < 2 * 366; halfDay++) {
                Instant time = Instant.ofEpochMilli(firstDay * MILLIS_PER_DAY + halfDay * MILLIS_PER_DAY / 2);
                longest = Math.max(longest, formatter.format(time).getBytes(StandardCharsets.UTF_8).length);
            }
        }
        return longest;
    }

    public String path(long eventTimeMillis) {
        long minute = Math.floorDiv(eventTimeMillis, MILLIS_PER_MINUTE);
        if (minute != lastMinute) {
            lastPath = byMinute.computeIfAbsent(
                    minute, m -> formatter.format(Instant.ofEpochMilli(m * MILLIS_PER_MINUTE)));
            lastMinute = minute;
        }
        return lastPath;
    }
}
