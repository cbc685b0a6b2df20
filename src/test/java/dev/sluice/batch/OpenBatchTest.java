package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Varints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenBatchTest {

    private static final String KEY = "lake/t/date=2026-11-20/t-0-00ff-7.avro";
    private static final RotationPolicy POLICY = new RotationPolicy(3, 1_000_000, Duration.ofMinutes(5));

    private final List<byte[]> chunks = new ArrayList<>();

    static Stream<BlockCodec> codecs() {
        return Stream.of(
                new BlockCodec(BlockCodec.Kind.NULL, 0),
                new BlockCodec(BlockCodec.Kind.DEFLATE, 6),
                new BlockCodec(BlockCodec.Kind.SNAPPY, 0),
                new BlockCodec(BlockCodec.Kind.ZSTANDARD, 1));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void chunks_areAFileThatAvroReadsWithEachCodec(BlockCodec codec) throws IOException {
        FileFormat format = format(codec);
        OpenBatch batch = batch(format);
        List<String> texts = new ArrayList<>();
        try (BlockCompressor compressor = new BlockCompressor(codec)) {
            for (int i = 0; i < 1_000; i++) {
                String text = "record number " + i;
                texts.add(text);
                append(batch, text, i);
                if (i % 300 == 299) {
                    drain(batch, format, compressor);
                }
            }
            drain(batch, format, compressor);
        }

        assertThat(read(object(batch.seal(SealReason.AGE, 9)))).isEqualTo(texts);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void chunks_staySmallAndReadableWhenOneRecordIsLargerThanAChunk(BlockCodec codec) throws IOException {
        FileFormat format = format(codec);
        OpenBatch batch = batch(format);
        String huge = incompressible(3 * Chunk.MAX_BYTES);
        append(batch, huge, 41);
        try (BlockCompressor compressor = new BlockCompressor(codec)) {
            drain(batch, format, compressor);
        }

        assertThat(chunks).hasSizeGreaterThan(3).allMatch(chunk -> chunk.length <= Chunk.MAX_BYTES + 32);
        assertThat(read(object(batch.header()))).containsExactly(huge);
        assertThat(offsets()).isEqualTo("41");
    }

    @Test
    void header_countsWhatTheChunksHold() {
        FileFormat format = format(BlockCodec.DEFAULT);
        OpenBatch batch = batch(format);
        append(batch, "a", 10);
        append(batch, "b", 11);
        try (BlockCompressor compressor = new BlockCompressor(format.codec())) {
            drain(batch, format, compressor);
            append(batch, "c", 13);
            drain(batch, format, compressor);
        }
        BatchHeader header = batch.header();

        assertThat(header.records()).isEqualTo(3);
        assertThat(header.chunks()).isEqualTo(3).isEqualTo(chunks.size());
        assertThat(header.bytes()).isEqualTo(object(header).length);
        assertThat(header.offsetRanges()).isEqualTo(2);
        assertThat(offsets()).isEqualTo("10+1,1");
    }

    @Test
    void header_isRefusedWhenTheOpenBlockHoldsRecords() {
        OpenBatch batch = batch(format(BlockCodec.DEFAULT));
        append(batch, "a", 1);

        assertThatThrownBy(batch::header).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(batch::release).isInstanceOf(IllegalStateException.class);
    }

    static Stream<FileFormat> otherFormats() {
        return Stream.of(
                new FileFormat("\"bytes\"", "f2", BlockCodec.DEFAULT),
                format(new BlockCodec(BlockCodec.Kind.SNAPPY, 0)));
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void block_isRefusedWhenItsFormatIsNotTheBatchs(FileFormat other) {
        OpenBatch batch = batch(format(BlockCodec.DEFAULT));
        append(batch, "a", 1);
        try (BlockCompressor compressor = new BlockCompressor(other.codec())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> drain(batch, other, compressor))
                    .withMessageContainingAll("batch 7", "f1", "zstandard", other.schemaFingerprint());
        }

        assertThat(chunks).isEmpty();
    }

    @Test
    void blocks_shareAFileWhenTheirCodecDiffersInItsLevelAlone() throws IOException {
        FileFormat fast = format(new BlockCodec(BlockCodec.Kind.ZSTANDARD, 1));
        FileFormat small = format(new BlockCodec(BlockCodec.Kind.ZSTANDARD, 9));
        OpenBatch batch = batch(fast);
        for (FileFormat format : List.of(fast, small)) {
            append(batch, "level " + format.codec().level(), 1);
            try (BlockCompressor compressor = new BlockCompressor(format.codec())) {
                drain(batch, format, compressor);
            }
        }

        assertThat(read(object(batch.header()))).containsExactly("level 1", "level 9");
    }

    @Test
    void restoredBatch_goesOnWhereItsHeaderStands() throws IOException {
        FileFormat format = format(BlockCodec.DEFAULT);
        try (BlockCompressor compressor = new BlockCompressor(format.codec())) {
            OpenBatch first = batch(format);
            append(first, "a", 1);
            drain(first, format, compressor);
            byte[] stored = first.header().encode();

            OpenBatch second = new OpenBatch(BatchHeader.decode(7, stored));
            append(second, "b", 2);
            drain(second, format, compressor);

            assertThat(read(object(second.header()))).containsExactly("a", "b");
            assertThat(second.header().records()).isEqualTo(2);
        }
    }

    @Test
    void lookups_areTheLatestOfAllProcessesThatFilledTheBatch() {
        LookupOffsets ahead = new LookupOffsets(new TreeMap<>(Map.of("ref", new TreeMap<>(Map.of(0, 20L)))));
        LookupOffsets behind = new LookupOffsets(new TreeMap<>(Map.of("ref", new TreeMap<>(Map.of(0, 10L)))));
        FileFormat format = format(BlockCodec.DEFAULT);
        try (BlockCompressor compressor = new BlockCompressor(format.codec())) {
            OpenBatch first = batch(format);
            append(first, "a", 1);
            drain(first, format, ahead, compressor);
            OpenBatch second =
                    new OpenBatch(BatchHeader.decode(7, first.header().encode()));
            append(second, "b", 2);
            drain(second, format, behind, compressor);
            BatchHeader sealed = second.seal(SealReason.AGE, 3);

            assertThat(BatchHeader.decode(7, sealed.encode()).lookups()).isEqualTo(ahead);
        }
    }

    @Test
    void encodedHeader_comesBackWhole() {
        OpenBatch batch = batch(format(BlockCodec.DEFAULT));
        BatchHeader open = batch.header();
        BatchHeader sealed = batch.seal(SealReason.RECORDS, 123);

        assertThat(BatchHeader.decode(7, open.encode())).isEqualTo(open);
        assertThat(BatchHeader.decode(7, sealed.encode())).isEqualTo(sealed);
        assertThat(sealed.withKey("other"))
                .isNotEqualTo(sealed)
                .extracting(BatchHeader::key)
                .isEqualTo("other");
    }

    @Test
    void due_namesTheLimitThatIsReached() {
        FileFormat format = format(BlockCodec.DEFAULT);
        OpenBatch batch = batch(format);
        append(batch, "a", 1);

        assertThat(batch.due(POLICY, 1_000)).isNull();
        assertThat(batch.due(POLICY, 1_000 + 299_999)).isNull();
        assertThat(batch.due(POLICY, 1_000 + 300_000)).isEqualTo(SealReason.AGE);
        append(batch, "b", 2);
        append(batch, "c", 3);
        assertThat(batch.due(POLICY, 1_000)).isEqualTo(SealReason.RECORDS);
    }

    @Test
    void due_isBytesWhenTheStoredBytesReachTheLimit() {
        FileFormat format = format(BlockCodec.DEFAULT);
        OpenBatch batch = batch(format);
        append(batch, incompressible(20_000), 1);
        RotationPolicy policy = new RotationPolicy(1_000, 10_000, Duration.ofMinutes(5));

        assertThat(batch.due(policy, 1_000)).isNull();
        try (BlockCompressor compressor = new BlockCompressor(format.codec())) {
            drain(batch, format, compressor);
        }
        assertThat(batch.due(policy, 1_000)).isEqualTo(SealReason.BYTES);
    }

    @Test
    void due_isOffsetRangesWhenTheManifestWouldOutgrowAMessage() {
        FileFormat format = format(BlockCodec.DEFAULT);
        OpenBatch batch = batch(format);
        RotationPolicy policy = new RotationPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(1));
        for (long offset = 0; offset < 2L * OpenBatch.MAX_OFFSET_RANGES; offset += 2) {
            assertThat(batch.due(policy, 1_000)).isNull();
            append(batch, "a", offset);
        }

        assertThat(batch.due(policy, 1_000)).isEqualTo(SealReason.OFFSET_RANGES);
    }

    private static OpenBatch batch(FileFormat format) {
        return new OpenBatch(7, KEY, "t", "date=2026-11-20", format, 1_000);
    }

    private static FileFormat format(BlockCodec codec) {
        return new FileFormat("\"string\"", "f1", codec);
    }

    private static void append(OpenBatch batch, String text, long offset) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Varints.write(utf8.length, out);
        out.writeBytes(utf8);
        batch.append(out.toByteArray(), out.size(), 0, offset, 5_000);
    }

    @Test
    void heldBytes_countTheOffsetsOfInterleavedRecordsUntilTheyAreDrained() {
        FileFormat format = format(BlockCodec.DEFAULT);
        OpenBatch batch = batch(format);
        int records = 1_000;
        for (int i = 0; i < records; i++) {
            append(batch, "x", 2 * i);
        }
        int ranges = records * 2 * Long.BYTES;
        assertThat(batch.heldBytes()).isGreaterThan(ranges + records);

        try (BlockCompressor compressor = new BlockCompressor(format.codec())) {
            drain(batch, format, compressor);
        }
        assertThat(batch.heldBytes()).isLessThan(ranges);
        batch.release();
        assertThat(batch.heldBytes()).isZero();
    }

    private void drain(OpenBatch batch, FileFormat format, BlockCompressor compressor) {
        drain(batch, format, LookupOffsets.NONE, compressor);
    }

    private void drain(OpenBatch batch, FileFormat format, LookupOffsets lookups, BlockCompressor compressor) {
        batch.drain(format, lookups, compressor, (sequence, index, chunk, fileBytes) -> {
            assertThat(index).isEqualTo(chunks.size());
            chunks.add(chunk);
        });
    }

    private byte[] object(BatchHeader header) {
        assertThat(header.chunks()).isEqualTo(chunks.size());
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            Chunk decoded = Chunk.decode(chunk);
            byte[] bytes = new byte[decoded.bytes().remaining()];
            decoded.bytes().get(bytes);
            object.writeBytes(bytes);
        }
        return object.toByteArray();
    }

    private String offsets() {
        SourceOffsets all = new SourceOffsets();
        chunks.forEach(chunk -> all.addAll(Chunk.decode(chunk).offsets()));
        return all.byPartition().get(0).normalized().toNotation();
    }

    private static List<String> read(byte[] object) throws IOException {
        List<String> texts = new ArrayList<>();
        try (DataFileReader<CharSequence> reader =
                new DataFileReader<>(new SeekableByteArrayInput(object), new GenericDatumReader<>())) {
            reader.forEach(text -> texts.add(text.toString()));
        }
        return texts;
    }

    private static String incompressible(int length) {
        return new Random(1)
                .ints(length, 33, 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
