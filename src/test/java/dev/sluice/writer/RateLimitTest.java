package dev.sluice.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private static final long START = Long.MAX_VALUE - 1_000; // nanoTime may overflow
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = START;

    @Test
    void turns_areEvenlySpread() {
        RateLimit rate = new RateLimit(4, now);

        assertThat(turns(rate, START + 3 * SECOND)).isEqualTo(12);
    }

    @ParameterizedTest(name = "{0} turns a second")
    @ValueSource(ints = {1, 20, 10_000})
    void pause_isNotCaughtUp(int aSecond) {
        RateLimit rate = new RateLimit(aSecond, now);
        turns(rate, START + SECOND);
        now += 60 * SECOND;
        long afterPause = now;

        assertThat(turns(rate, afterPause + SECOND)).isBetween(aSecond, aSecond + aSecond / 10 + 1);
    }

    /** Takes turns, waiting as it is told, until that time; returns how many there were before it. */
    private int turns(RateLimit rate, long untilNanos) {
        int turns = 0;
        while (true) {
            now += Math.max(0, rate.take(now));
            if (untilNanos - now <= 0) {
                return turns;
            }
            turns++;
        }
    }
}
