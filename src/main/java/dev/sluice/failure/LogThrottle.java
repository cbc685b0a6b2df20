package dev.sluice.failure;

import java.time.Duration;

/** Which of many failures of one kind are logged: the first, then at most one an interval, with how many there were. */
public final class LogThrottle {

    private final long intervalNanos;
    private long lastLoggedNanos;
    private boolean hasLogged;
    private long unlogged;

    public LogThrottle(Duration interval) {
        intervalNanos = interval.toNanos();
    }

    /**
     * Counts one more failure.
     *
     * @param nowNanos as {@link System#nanoTime} has it
     * @return 0 if it is not to be logged; else for how many the log line stands, this one included
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
