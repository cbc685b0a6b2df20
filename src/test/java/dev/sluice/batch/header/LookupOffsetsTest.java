package dev.sluice.batch.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LookupOffsetsTest {

    private final LookupOffsets early = offsets(Map.of("a", Map.of(0, 5L, 1, 7L)));
    private final LookupOffsets late = offsets(Map.of("a", Map.of(0, 5L, 1, 8L), "b", Map.of(0, 1L)));

    @Test
    void max_isTheOneThatIsLaterThroughout() {
        assertThat(early.max(late)).isSameAs(late);
        assertThat(late.max(early)).isEqualTo(late);
        assertThat(late.max(late)).isSameAs(late);
        assertThat(late.max(LookupOffsets.NONE)).isSameAs(late);
        assertThat(LookupOffsets.NONE.max(late)).isSameAs(late);
    }

    @Test
    void max_takesEachPartitionsLaterOffsetWhenNeitherIsLaterThroughout() {
        LookupOffsets other = offsets(Map.of("a", Map.of(0, 9L, 2, 1L)));

        assertThat(late.max(other))
                .isEqualTo(other.max(late))
                .isEqualTo(offsets(Map.of("a", Map.of(0, 9L, 1, 8L, 2, 1L), "b", Map.of(0, 1L))));
    }

    private static LookupOffsets offsets(Map<String, Map<Integer, Long>> byTopic) {
        SortedMap<String, SortedMap<Integer, Long>> sorted = new TreeMap<>();
        byTopic.forEach((topic, offsets) -> sorted.put(topic, new TreeMap<>(offsets)));
        return new LookupOffsets(sorted);
    }
}
