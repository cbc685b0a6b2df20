package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final RetryPolicy policy =
            new RetryPolicy(List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMillis(1)));

    @Test
    void attempts_areOneMoreThanBackoffs() {
        assertThat(policy.allowsRetryAfter(3)).isTrue();
        assertThat(policy.allowsRetryAfter(4)).isFalse();
        assertThat(new RetryPolicy(List.of()).allowsRetryAfter(1)).isFalse();
    }

    @Test
    void delay_isTheAttemptsBackoffAndUpToATenthMore() {
        assertThat(delays(1).getMin()).isBetween(10_000L, 10_050L);
        assertThat(delays(1).getMax()).isBetween(10_950L, 11_000L);
        assertThat(delays(2).getMin()).isBetween(60_000L, 60_300L);
        assertThat(delays(2).getMax()).isBetween(65_700L, 66_000L);
        assertThat(delays(3).getMax()).as("a tenth of a millisecond").isEqualTo(1);
    }

    @Test
    void policy_isRefusedWhenABackoffIsNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(List.of(Duration.ofMillis(-1))));
    }

    private LongSummaryStatistics delays(int attempt) {
        Random random = new Random(1);
        return LongStream.range(0, 1_000)
                .map(i -> policy.delayMillisAfter(attempt, random))
                .summaryStatistics();
    }
}
