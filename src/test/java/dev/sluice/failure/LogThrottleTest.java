package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogThrottleTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LogThrottle repeats = new LogThrottle(Duration.ofSeconds(30));

    @Test
    void tenMinutesOfFailures_areLoggedOnceAnIntervalAndAllCounted() {
        long lines = 0;
        long counted = 0;
        for (int second = 0; second <= 600; second++) {
            long count = repeats.count(Long.MAX_VALUE - SECOND + second * SECOND); // nanoTime may overflow
            lines += count > 0 ? 1 : 0;
            counted += count;
        }

        assertThat(lines).isEqualTo(1 + 600 / 30);
        assertThat(counted).isEqualTo(601);
    }

    @Test
    void firstFailure_isLoggedAtOnce() {
        assertThat(repeats.count(7)).isOne();
        assertThat(repeats.count(8)).isZero();
        assertThat(repeats.count(7 + 30 * SECOND)).isEqualTo(2);
    }
}
