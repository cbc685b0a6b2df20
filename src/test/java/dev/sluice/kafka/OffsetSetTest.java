package dev.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetSetTest {

    private static final int OFFSETS = 20_000;

    private final Random random = new Random(20261121);
    private final OffsetSet set = new OffsetSet();
    private final BitSet model = new BitSet();

    @Test
    void add_isTheUnionAndReportsTheOverlapWhateverTheOrder() {
        for (int i = 0; i < 30_000; i++) {
            int first = random.nextInt(OFFSETS);
            int last = Math.min(OFFSETS - 1, first + (random.nextInt(20) == 0 ? random.nextInt(300) : 0));
            BitSet expected = model.get(first, last + 1);
            BitSet overlap = new BitSet();
            set.add(first, last, (from, to) -> overlap.set((int) from - first, (int) to - first + 1));
            assertThat(overlap).isEqualTo(expected);
            model.set(first, last + 1);
            if (i % 1_000 == 0) {
                assertSameAsModel();
            }
        }
        assertSameAsModel();
        assertThat(set.offsets()).isEqualTo(model.cardinality());
    }

    private void assertSameAsModel() {
        BitSet content = new BitSet();
        long[] before = {-2};
        set.forEach((first, last) -> {
            assertThat(first).as("ranges ascend and do not touch").isGreaterThan(before[0] + 1);
            before[0] = last;
            content.set((int) first, (int) last + 1);
        });
        assertThat(content).isEqualTo(model);
        BitSet contained = new BitSet();
        for (int offset = 0; offset < OFFSETS; offset++) {
            contained.set(offset, set.contains(offset));
        }
        assertThat(contained).isEqualTo(model);
    }

    private int ranges() {
        int[] ranges = new int[1];
        set.forEach((first, last) -> ranges[0]++);
        return ranges[0];
    }

    @Test
    void ranges_growAndMergeOverManyLeaves() {
        int scattered = 20 * OffsetSet.LEAF_RANGES;
        for (long i = 0; i < scattered; i++) {
            long offset = 2 * (i * 48_271 % scattered);
            set.add(offset, offset);
        }
        assertThat(ranges()).isEqualTo(scattered);

        for (long i = 0; i < scattered; i++) {
            long offset = 2 * (i * 7_919 % scattered) + 1;
            set.add(offset, offset);
        }
        assertThat(ranges()).isOne();
        assertThat(set.offsets()).isEqualTo(2L * scattered);
    }

    @Test
    void add_swallowsEveryRangeWithin() {
        int scattered = 5 * OffsetSet.LEAF_RANGES;
        for (int i = 0; i < scattered; i++) {
            set.add(3L * i, 3L * i);
        }
        long[] overlapping = new long[1];
        set.add(1, 3L * scattered - 4, (first, last) -> overlapping[0] += last - first + 1);

        assertThat(overlapping[0]).as("all but the first and the last").isEqualTo(scattered - 2);
        assertThat(ranges()).as("both touch").isOne();
        assertThat(set.offsets()).isEqualTo(3L * scattered - 2);
    }

    @Test
    void intersect_isWhatBothHave() {
        for (int i = 0; i < 4 * OffsetSet.LEAF_RANGES; i++) {
            int first = random.nextInt(OFFSETS);
            set.add(first, first + i % 4);
            model.set(first, first + i % 4 + 1);
        }
        for (int i = 0; i < 1_000; i++) {
            int first = random.nextInt(OFFSETS);
            int last = first + random.nextInt(200);
            BitSet found = new BitSet();
            set.intersect(first, last, (from, to) -> found.set((int) from - first, (int) to - first + 1));
            assertThat(found).isEqualTo(model.get(first, last + 1));
        }
    }

    @Test
    void cursor_answersForAscendingOffsets() {
        for (int i = 0; i < 4 * OffsetSet.LEAF_RANGES; i++) {
            int first = random.nextInt(OFFSETS);
            set.add(first, first + i % 4);
            model.set(first, first + i % 4 + 1);
        }
        OffsetSet.Cursor cursor = set.cursor();
        for (int offset = 0; offset < OFFSETS + 10; offset += random.nextInt(4)) {
            assertThat(cursor.contains(offset)).as("offset %d", offset).isEqualTo(model.get(offset));
        }
    }

    @Test
    void aMillionScatteredRanges_areHeld() {
        for (long i = 0; i < 1_000_000; i++) {
            long offset = 2 * (i * 48_271 % 1_000_000);
            set.add(offset, offset);
        }
        assertThat(ranges()).isEqualTo(1_000_000);
        assertThat(set.leaves())
                .as("leaves of 8 KiB: 16 to 32 bytes a range")
                .isLessThan(2_000_000 / OffsetSet.LEAF_RANGES);
    }
}
