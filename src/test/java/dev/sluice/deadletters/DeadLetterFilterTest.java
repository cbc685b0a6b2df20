package dev.sluice.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.failure.FailureReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterFilterTest {

    /** Offset 10 of partition 1: wrong_type at amount, from payments. */
    private static final DeadLetterRecord LETTER =
            Letters.letter(1, 10, Letters.headers(3, FailureReason.WRONG_TYPE), Letters.bytes("{}"));

    private static final Instant FAILED_AT = Instant.ofEpochMilli(Letters.FAILED_AT);

    private static boolean includes(Set<String> reasons, Set<String> fields, Set<String> sources) {
        return new DeadLetterFilter(reasons, fields, sources, null, null, Map.of(), Map.of()).includes(LETTER);
    }

    private static boolean includesTime(@Nullable Instant since, @Nullable Instant until) {
        return new DeadLetterFilter(Set.of(), Set.of(), Set.of(), since, until, Map.of(), Map.of()).includes(LETTER);
    }

    private static boolean includesOffset(List<String> from, List<String> to) {
        return new DeadLetterFilter(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        DeadLetterFilter.bounds("--from-offset", from),
                        DeadLetterFilter.bounds("--to-offset", to))
                .includes(LETTER);
    }

    @Test
    void letter_isMeantWhenItIsAllThatIsAskedFor() {
        assertThat(includes(Set.of(), Set.of(), Set.of())).isTrue();
        assertThat(includes(Set.of("inexact", "wrong_type"), Set.of("amount"), Set.of("payments")))
                .isTrue();
        assertThat(includes(Set.of("inexact"), Set.of(), Set.of())).isFalse();
        assertThat(includes(Set.of("wrong_type"), Set.of("currency"), Set.of())).isFalse();
        assertThat(includes(Set.of(), Set.of(), Set.of("refunds"))).isFalse();
    }

    @Test
    void time_isFromTheFirstInclusiveToTheLastExclusive() {
        assertThat(includesTime(FAILED_AT, FAILED_AT.plusMillis(1))).isTrue();
        assertThat(includesTime(FAILED_AT.plusMillis(1), null)).isFalse();
        assertThat(includesTime(null, FAILED_AT)).isFalse();
    }

    @Test
    void offset_isBoundedForAllPartitionsOrForOne() {
        assertThat(includesOffset(List.of("10"), List.of("11"))).isTrue();
        assertThat(includesOffset(List.of(), List.of("10"))).isFalse();
        assertThat(includesOffset(List.of("11"), List.of())).isFalse();
        assertThat(includesOffset(List.of("11", "1:10"), List.of("0:5"))).isTrue();
        assertThat(includesOffset(List.of("1:11"), List.of())).isFalse();
    }

    @Test
    void bound_isRefusedWhenItIsNoneOrThereIsAnother() {
        for (List<String> texts : List.of(List.of("x"), List.of("-1"), List.of("1:2:3"), List.of("5", "6"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DeadLetterFilter.bounds("--to-offset", texts))
                    .withMessageStartingWith("--to-offset ");
        }
    }

    @Test
    void letter_isNeverWithoutAnswerWhenItHasNoHeaders() {
        DeadLetterRecord foreign = Letters.letter(0, 0, new RecordHeaders(), null);

        assertThat(foreign.failure().reason()).isEqualTo(DeadLetterRecord.UNKNOWN);
        assertThat(foreign.source()).isNull();
        assertThat(foreign.failedAtMillis()).isEqualTo(Letters.TIMESTAMP);
        assertThat(foreign.replays().count()).isZero();
        assertThat(foreign.valueBytes()).isNull();
    }
}
