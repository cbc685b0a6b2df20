package dev.sluice.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.contract.Topics;
import dev.sluice.writer.Positions.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayMarksTest {

    private static final Topics TOPICS =
            new Topics(List.of("payments"), "retries", "letters", "replays", "manifest", Map.of());

    private final ReplayMarks marks = new ReplayMarks(TOPICS, "id1");

    private static String key(Position record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String value(Position record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private void restore(String key, String value) {
        marks.restore(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void changes_tellAllOfAChunkAndOnlyOfChunksThatChanged() {
        marks.add(ReplayTarget.RETRY, 0, 65_535);
        marks.add(ReplayTarget.RETRY, 0, 65_536);
        marks.add(ReplayTarget.SOURCE, 1, 7);
        assertThat(marks.takeChanges())
                .extracting(ReplayMarksTest::key, ReplayMarksTest::value)
                .containsExactlyInAnyOrder(
                        tuple("letters/id1/0/0/retry", "65535"),
                        tuple("letters/id1/0/65536/retry", "0"),
                        tuple("letters/id1/1/0/source", "7"));
        assertThat(marks.takeChanges()).isEmpty();

        marks.add(ReplayTarget.RETRY, 0, 65_538);
        assertThat(marks.takeChanges())
                .extracting(ReplayMarksTest::key, ReplayMarksTest::value)
                .containsExactly(tuple("letters/id1/0/65536/retry", "0,1"));
    }

    private static org.assertj.core.groups.Tuple tuple(String key, String value) {
        return org.assertj.core.api.Assertions.tuple(key, value);
    }

    @Test
    void marks_areReadAsTheyWereWrittenInAnyOrder() {
        for (long offset = 65_000; offset < 66_000; offset += 3) {
            marks.add(ReplayTarget.RETRY, 0, offset);
        }
        List<Position> first = marks.takeChanges();
        marks.add(ReplayTarget.RETRY, 0, 65_001);
        List<Position> second = marks.takeChanges();

        ReplayMarks read = new ReplayMarks(TOPICS, "id1");
        second.forEach(record -> read.restore(record.key(), record.value()));
        first.forEach(record -> read.restore(record.key(), record.value()));

        for (long offset = 64_000; offset < 67_000; offset++) {
            assertThat(read.replayedTo(0, offset)).as("offset %d", offset).isEqualTo(marks.replayedTo(0, offset));
        }
        assertThat(read.replayedTo(0, 65_001)).isEqualTo(ReplayTarget.RETRY);
        assertThat(read.replayedTo(0, 65_002)).isNull();
        assertThat(read.replayedTo(1, 65_001)).isNull();
    }

    @Test
    void mark_isNotOfATopicThatWasCreatedAgain() {
        restore("letters/id0/0/0/retry", "0+99");

        assertThat(marks.replayedTo(0, 5)).isNull();
    }

    @Test
    void record_isRefusedWhenItIsNoMark() {
        for (String key : List.of("", "letters/id1/0/0", "letters/id1/x/0/retry", "letters/id1/0/0/nowhere")) {
            assertThatIllegalArgumentException().as(key).isThrownBy(() -> restore(key, "0"));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> restore("letters/id1/0/0/retry", "{}"));
        assertThatIllegalArgumentException().isThrownBy(() -> marks.restore(null, null));
    }
}
