package dev.sluice.deadletters;

/** Spreads turns evenly: so many a second at most, however long it took to come to the first, or to one in between. */
final class Pace {

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** Who comes late may catch up this much, for a thread that sleeps wakes up late. */
    private static final long MOST_CAUGHT_UP_NANOS = NANOS_A_SECOND / 10;

    private final long nanosATurn;
    private long turnNanos;

    /** The clock is {@link System#nanoTime}'s. */
    Pace(int turnsASecond, long nowNanos) {
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
