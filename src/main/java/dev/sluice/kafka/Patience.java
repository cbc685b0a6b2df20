package dev.sluice.kafka;

import java.time.Duration;

/** One wait for an answer: how long it may take in all, and the pause before Kafka is asked again. */
final class Patience {

    /** By then the broker has aborted an abandoned transaction, unless its timeout is very long. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final MonotonicClock clock;
    private long sinceNanos;

    Patience(MonotonicClock clock) {
        this.clock = clock;
        restart();
    }

    /** There was progress: the wait begins anew. */
    void restart() {
        sinceNanos = clock.nanoTime();
    }

    boolean isOver() {
        return clock.nanoTime() - sinceNanos > LIMIT.toNanos();
    }

    /** Sleeps before the next question, or throws {@code late} when the wait has taken too long. */
    <E extends Exception> void pauseOrThrow(E late) throws E, InterruptedException {
        if (isOver()) {
            throw late;
        }
        clock.sleep(ASK_AGAIN);
    }
}
