package dev.sluice.batch;

import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.ObjectKey;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The folders by event time, {@code date=2026-11-20/hour=13}.
 *
 * <p>Not thread-safe: it remembers the folders of recent minutes, for events of one minute share a folder (time zones
 * change their offset on whole minutes, and the pattern may not go below the minute).
 */
public final class Folders {

    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final long MILLIS_PER_DAY = 24 * 60 * MILLIS_PER_MINUTE;
    private static final int REMEMBERED_MINUTES = 4096;

    private final DateTimeFormatter formatter;
    private final Map<Long, Folder> byMinute = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Folder> eldest) {
            return size() > REMEMBERED_MINUTES;
        }
    };

    private long lastMinute = Long.MIN_VALUE;
    private Folder lastFolder = new Folder("");

    /** Throws {@link IllegalArgumentException} when {@code pattern} is none of {@link DateTimeFormatter}'s. */
    public Folders(String pattern, ZoneId zone) {
        formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
    }

    /**
     * The length of the longest folder there can be, in bytes of UTF-8: of every half day of the first, this and the last
     * year.
     */
    int longestBytes() {
        int longest = 0;
        for (long firstDay :
                new long[] {Long.MIN_VALUE / MILLIS_PER_DAY + 1, 20_454, Long.MAX_VALUE / MILLIS_PER_DAY - 367}) {
            for (int halfDay = 0; halfDay < 2 * 366; halfDay++) {
                Instant time = Instant.ofEpochMilli(firstDay * MILLIS_PER_DAY + halfDay * MILLIS_PER_DAY / 2);
                longest = Math.max(longest, ObjectKey.utf8Bytes(formatter.format(time)));
            }
        }
        return longest;
    }

    /** The folder of an event time, in milliseconds since the epoch: the same object for all of a minute. */
    public Folder at(long eventTimeMillis) {
        long minute = Math.floorDiv(eventTimeMillis, MILLIS_PER_MINUTE);
        if (minute != lastMinute) {
            lastFolder = byMinute.computeIfAbsent(
                    minute, m -> new Folder(formatter.format(Instant.ofEpochMilli(m * MILLIS_PER_MINUTE))));
            lastMinute = minute;
        }
        return lastFolder;
    }
}
