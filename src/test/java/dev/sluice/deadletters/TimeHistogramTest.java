package dev.sluice.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {

    private static final long START = Instant.parse("2026-11-21T08:00:00Z").toEpochMilli();

    private final TimeHistogram histogram = new TimeHistogram();

    @Test
    void buckets_areSecondsAndWithoutGapsWhenTimesAreNear() {
        histogram.add(START + 500);
        histogram.add(START + 3_999);
        histogram.add(START + 3_000);

        assertThat(histogram.width()).isEqualTo(Duration.ofSeconds(1));
        assertThat(histogram.counts().values()).containsExactly(1L, 0L, 0L, 2L);
        assertThat(histogram.counts().keySet()).first().isEqualTo(START);
    }

    @Test
    void buckets_joinWhenTimesAreFarApart() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            histogram.add(START + random.nextLong(Duration.ofHours(5).toMillis()));
        }

        assertThat(histogram.width()).isEqualTo(Duration.ofHours(1));
        assertThat(histogram.counts()).hasSize(5);
        assertThat(histogram.counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(10_000);
    }

    @Test
    void buckets_areFewWhateverTheTimes() {
        histogram.add(0);
        histogram.add(Instant.parse("9999-12-31T23:59:59Z").toEpochMilli());

        assertThat(histogram.counts()).hasSizeLessThanOrEqualTo(TimeHistogram.MAX_BUCKETS);
        assertThat(histogram.counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(2);
    }
}
