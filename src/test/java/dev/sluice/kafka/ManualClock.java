package dev.sluice.kafka;

import java.time.Duration;

/** A clock whose time only tests and sleeps advance. */
public final class ManualClock implements MonotonicClock {

    private long nanos = Long.MAX_VALUE - 1_000; // nanoTime may overflow

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) {
        advance(duration);
    }

    public void advance(Duration duration) {
        nanos += duration.toNanos();
    }
}
