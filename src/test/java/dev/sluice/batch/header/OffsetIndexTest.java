package dev.sluice.batch.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetIndexTest {

    private final List<byte[]> entries = new ArrayList<>();
    private final OffsetIndex.EntrySink sink = (index, entry) -> {
        assertThat(index).isEqualTo(entries.size());
        entries.add(entry);
    };

    @Test
    void fewBlocks_areInTheTailAlone() {
        OffsetIndex index = OffsetIndex.EMPTY.plus(block(3, 100, 149), 1, sink).plus(block(4, 7, 7), 2, sink);

        assertThat(entries).isEmpty();
        assertThat(index.entries()).isZero();
        assertThat(index.ranges()).isEqualTo(2);
        assertThat(index.tail().byPartition()).hasToString("{3=100+49, 4=7}");
    }

    @Test
    void tail_becomesAnEntryWhenItIsLong() {
        OffsetIndex index = OffsetIndex.EMPTY;
        SourceOffsets all = new SourceOffsets();
        int blocks = 200;
        for (int i = 0; i < blocks; i++) {
            SourceOffsets block = block(3, 1_000L * i, 1_000L * i + 500);
            all.addAll(block);
            index = index.plus(block, i + 1, sink);
        }

        assertThat(entries).hasSizeBetween(2, blocks / 20).hasSize(index.entries());
        assertThat(index).asString().contains("200 ranges");
        SourceOffsets read = new SourceOffsets();
        entries.forEach(entry -> read.addAll(OffsetIndex.offsets(entry)));
        read.addAll(index.tail());
        assertThat(read.byPartition()).isEqualTo(all.byPartition());
    }

    @Test
    void longBlock_isAnEntryByItself() {
        SourceOffsets interleaved = new SourceOffsets();
        for (int i = 0; i < 10_000; i++) {
            interleaved.add(3, 2 * i);
        }
        OffsetIndex index = OffsetIndex.EMPTY.plus(interleaved, 10_000, sink);

        assertThat(entries).hasSize(1);
        assertThat(index.tail().byPartition()).isEmpty();
        assertThat(OffsetIndex.offsets(entries.get(0)).byPartition()).isEqualTo(interleaved.byPartition());
    }

    private static SourceOffsets block(int partition, long first, long last) {
        SourceOffsets offsets = new SourceOffsets();
        for (long offset = first; offset <= last; offset++) {
            offsets.add(partition, offset);
        }
        return offsets;
    }
}
