package dev.sluice.batch.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OffsetRangesTest {

    @Test
    void ranges_growWhileOffsetsFollowEachOther() {
        OffsetRanges ranges = of(100, 101, 102, 153, 154, 9);

        assertThat(ranges.size()).isEqualTo(3);
        assertThat(ranges.first(0)).isEqualTo(100);
        assertThat(ranges.last(0)).isEqualTo(102);
        assertThat(ranges.offsets()).isEqualTo(6);
    }

    @Test
    void normalized_sortsAndJoinsWhatCameOutOfOrder() {
        assertThat(of(5, 6, 1, 2, 7, 3, 4).normalized().toNotation()).isEqualTo("1+6");
    }

    @Test
    void normalized_keepsADoubledOffsetVisible() {
        OffsetRanges doubled = of(5, 6, 6).normalized();

        assertThat(doubled.size()).isEqualTo(2);
        assertThat(doubled.offsets()).isEqualTo(3);
    }

    @Test
    void notation_isReadAsItWasWritten() {
        assertThat(of(100, 101, 153, 0).normalized().toNotation()).isEqualTo("0,99+1,51");
        assertThat(OffsetRanges.parse("0,99+1,51").toNotation()).isEqualTo("0,99+1,51");
        assertThat(OffsetRanges.parse("").size()).isZero();
        assertThat(of().toNotation()).isEmpty();
    }

    @Test
    void parse_namesWhatIsNoRange() {
        assertThatThrownBy(() -> OffsetRanges.parse("1,x+3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x+3");
        assertThatThrownBy(() -> OffsetRanges.parse("+5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("+5");
    }

    @Test
    void storedOffsets_comeBackWithTheirPartitionsWhateverTheirOrder() {
        SourceOffsets offsets = new SourceOffsets();
        offsets.add(3, 1_000_000_000_000L);
        offsets.add(0, 7);
        offsets.add(3, 2);
        offsets.add(3, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        offsets.writeTo(out);
        SourceOffsets read = SourceOffsets.readFrom(ByteBuffer.wrap(out.toByteArray()));

        assertThat(read.byPartition().keySet()).containsExactly(0, 3);
        assertThat(read.byPartition().get(0).toNotation()).isEqualTo("7");
        assertThat(read.byPartition().get(3).normalized().toNotation()).isEqualTo("2+1,999999999996");
    }

    private static OffsetRanges of(long... offsets) {
        OffsetRanges ranges = new OffsetRanges();
        for (long offset : offsets) {
            ranges.add(offset, offset);
        }
        return ranges;
    }

    @Test
    void containsAll_looksForEachOffsetOnce() {
        OffsetRanges ranges = OffsetRanges.parse("5+4,3,2+1"); // 5 to 9, 13, 16 to 17
        for (String within : new String[] {"", "5", "9,3", "5+4,3,2+1", "6+1,1,3"}) {
            assertThat(ranges.containsAll(OffsetRanges.parse(within)))
                    .as(within)
                    .isTrue();
        }
        for (String beyond : new String[] {"4", "4+1", "9+1", "10", "13,0", "17+1", "18"}) {
            assertThat(ranges.containsAll(OffsetRanges.parse(beyond)))
                    .as(beyond)
                    .isFalse();
        }
        OffsetRanges doubled = new OffsetRanges();
        doubled.add(5, 5);
        doubled.add(5, 5);
        assertThat(ranges.containsAll(doubled)).isFalse();
    }
}
