package dev.sluice.writer;

/**
 * Spreads turns evenly over time: so many a second at most. It does not catch up after a pause, except for a tenth of a
 * second.
 */
final class RateLimit {

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** A thread that sleeps wakes up late; without this the rate would never be reached. */
    private static final long MOST_CAUGHT_UP_NANOS = NANOS_A_SECOND / 10;

    private final long nanosATurn;
    private long turnNanos;

    /** The clock is {@link System#nanoTime}'s. */
    RateLimit(int turnsASecond, long nowNanos) {
        this.nanosATurn = NANOS_A_SECOND / turnsASecond;
        this.turnNanos = nowNanos;
    }

    /** Takes a turn; returns how long to wait for it: not at all if negative. */
    long take(long nowNanos) {
        long earliest = nowNanos - MOST_CAUGHT_UP_NANOS;
        long turn = turnNanos - earliest > 0 ? turnNanos : earliest;
        turnNanos = turn + nanosATurn;
        return turn - nowNanos;
    }
}
