package dev.sluice.failure;

import java.time.Duration;

/**
 * Decides which of many events of one kind are logged: the first one at once, then one an interval, which stands for all
 * since the line before.
 */
public final class LogThrottle {

    private final long intervalNanos;
    private long lastLoggedNanos;
    private boolean hasLogged;
    private long unlogged;

    public LogThrottle(Duration interval) {
        intervalNanos = interval.toNanos();
    }

    /**
     * Counts one more event.
     *
     * @param nowNanos as {@link System#nanoTime} has it
     * @return 0 when it is not to be logged; else for how many events the log line stands, this one included
     */
    public synchronized long count(long nowNanos) {
        unlogged++;
        if (hasLogged && nowNanos - lastLoggedNanos < intervalNanos) {
            return 0;
        }
        hasLogged = true;
        lastLoggedNanos = nowNanos;
        long count = unlogged;
        unlogged = 0;
        return count;
    }
}
