package dev.sluice.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.SourcePosition;
import dev.sluice.failure.FailureReason;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicLimitsTest {

    private static final SourcePosition SOURCE = new SourcePosition("payments", 2, 3);

    private final TopicLimits limits = new TopicLimits(Map.of("retries", 1_000_000L, "payments", 2_000_000L));

    private static DeadLetterRecord letter(int valueBytes) {
        return Letters.letter(1, 10, Letters.headers(3, FailureReason.RECORD_TOO_LARGE), new byte[valueBytes]);
    }

    private static ProducerRecord<byte[], byte[]> forRetry(int valueBytes) {
        return ReplayedRecord.forRetry(letter(valueBytes), SOURCE, "retries", 2);
    }

    @Test
    void record_isAllowedWhenItFitsWithItsHeadersThoughItDoesNotCompress() {
        assertThat(limits.allow(forRetry(998_000))).isTrue();
        assertThat(limits.allow(forRetry(999_900)))
                .as("its headers take the rest")
                .isFalse();
    }

    @Test
    void record_isMeasuredByTheTopicItGoesTo() {
        assertThat(limits.allow(forRetry(1_500_000))).isFalse();
        assertThat(limits.allow(ReplayedRecord.forSource(letter(1_500_000), SOURCE)))
                .isTrue();
    }
}
