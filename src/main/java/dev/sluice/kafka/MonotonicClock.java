package dev.sluice.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A clock for durations, and the sleep that goes with it; tests have one whose time they set. */
public interface MonotonicClock {

    MonotonicClock SYSTEM = new MonotonicClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    };

    /** As {@link System#nanoTime}: only differences mean something, and it may overflow. */
    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;
}
