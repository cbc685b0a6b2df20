package dev.sluice.batch.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.header.BatchHeader.Seal;
import dev.sluice.batch.header.Content.Blocks;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchHeaderCodecTest {

    private static final BatchHeader SEALED = header(new Seal(SealReason.BACKLOG, 99));

    private static BatchHeader header(Seal seal) {
        SourceOffsets block = new SourceOffsets();
        block.add(3, 1_000);
        return new BatchHeader(
                7,
                ObjectKey.parse("lake/country=GB/transactions-3-00ff-7.parquet"),
                new Origin(
                        "card-payments",
                        "transactions",
                        "topic id",
                        new Folder(
                                "country=GB/n=__HIVE_DEFAULT_PARTITION__",
                                List.of(
                                        new FolderValue("country", FolderValue.Type.STRING, "GB"),
                                        new FolderValue("n", FolderValue.Type.LONG, null)))),
                new FormatId("parquet", "f1", "zstandard"),
                11,
                new Content(
                        new Blocks(3, 4_000, -5),
                        60,
                        70,
                        new TimeRange(-8, 9),
                        OffsetIndex.EMPTY.plus(block, 1, (index, entry) -> {}),
                        new LookupOffsets(new TreeMap<>(Map.of("ref", new TreeMap<>(Map.of(0, 17L)))))),
                seal);
    }

    @Test
    void header_comesBackWhole() {
        assertThat(BatchHeaderCodec.decode(7, BatchHeaderCodec.encode(SEALED))).isEqualTo(SEALED);
        BatchHeader open = header(null);
        assertThat(BatchHeaderCodec.decode(7, BatchHeaderCodec.encode(open))).isEqualTo(open);
    }

    @Test
    void header_isReadWithoutWhatALaterVersionAddsAtItsEnd() {
        byte[] stored = BatchHeaderCodec.encode(SEALED);
        byte[] later = Arrays.copyOf(stored, stored.length + 20);
        later[0]++;

        assertThat(BatchHeaderCodec.decode(7, later)).isEqualTo(SEALED);
    }

    @Test
    void header_isRefusedWhenALaterVersionChangedMore() {
        byte[] later = BatchHeaderCodec.encode(SEALED);
        later[0]++;
        later[1] = later[0];

        assertThatIllegalStateException()
                .isThrownBy(() -> BatchHeaderCodec.decode(7, later))
                .withMessageContainingAll("header of a batch", "later version");
    }

    @Test
    void header_isRefusedWhenItIsCutShort() {
        byte[] stored = BatchHeaderCodec.encode(SEALED);

        assertThatThrownBy(() -> BatchHeaderCodec.decode(7, Arrays.copyOf(stored, stored.length - 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("batch 7");
    }
}
