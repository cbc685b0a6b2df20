package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.block.BlockCodec;
import dev.sluice.batch.block.BlockSink;
import dev.sluice.batch.block.BlockWriter;
import dev.sluice.batch.block.FileFormat;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.BatchHeaderCodec;
import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.ObjectKey;
import dev.sluice.batch.header.OffsetIndex;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.SealReason;
import dev.sluice.batch.header.SourceOffsets;
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
import java.util.zip.CRC32C;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenBatchTest {

    private static final ObjectKey KEY = ObjectKey.parse("lake/t/date=2026-11-20/t-0-00ff-7.avro");
    private static final Origin ORIGIN = new Origin("payments", "t", null, new Folder("date=2026-11-20"));
    private static final RotationPolicy POLICY = new RotationPolicy(3, 1_000_000, Duration.ofMinutes(5));

    private final List<byte[]> chunks = new ArrayList<>();
    private final List<byte[]> offsetEntries = new ArrayList<>();
    private final BlockSink sink = new BlockSink() {
        @Override
        public void putChunk(long sequence, int index, byte[] chunk) {
            assertThat(index).isEqualTo(chunks.size());
            chunks.add(chunk);
        }

        @Override
        public void putOffsets(long sequence, int index, byte[] entry) {
            assertThat(index).isEqualTo(offsetEntries.size());
            offsetEntries.add(entry);
        }
    };

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
        try (BlockWriter writer = new BlockWriter(format, sink)) {
            for (int i = 0; i < 1_000; i++) {
                String text = "record number " + i;
                texts.add(text);
                append(batch, text, i);
                if (i % 300 == 299) {
                    drain(batch, writer);
                }
            }
            drain(batch, writer);
        }

        assertThat(read(object(batch.seal(SealReason.AGE, 9)))).isEqualTo(texts);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void chunks_staySmallAndReadableWhenOneRecordIsLargerThanAChunk(BlockCodec codec) throws IOException {
        FileFormat format = format(codec);
        OpenBatch batch = batch(format);
        String huge = incompressible(3 * BlockWriter.MAX_CHUNK_BYTES);
        append(batch, huge, 41);
        try (BlockWriter writer = new BlockWriter(format, sink)) {
            drain(batch, writer);
        }

        assertThat(chunks).hasSizeGreaterThan(3).allMatch(chunk -> chunk.length <= BlockWriter.MAX_CHUNK_BYTES);
        assertThat(read(object(batch.header()))).containsExactly(huge);
        assertThat(offsets(batch.header())).isEqualTo("41");
    }

    @Test
    void rows_ofARecordCountByThemselvesAndARecordMayHaveNone() throws IOException {
        FileFormat format = format(BlockCodec.DEFAULT);
        OpenBatch batch = batch(format);
        try (BlockWriter writer = new BlockWriter(format, sink)) {
            batch.append(rowsOf(5));
            drain(batch, writer);
            batch.append(rowsOf(6, "a", "b", "c"));
            batch.append(rowsOf(7));
            batch.append(rowsOf(8, "d"));
            drain(batch, writer);
        }

        BatchHeader header = batch.seal(SealReason.AGE, 9);
        assertThat(header.content().records()).isEqualTo(4);
        assertThat(header.content().rows()).isEqualTo(4);
        assertThat(offsets(header)).isEqualTo("5+3");
        assertThat(read(object(header))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void rows_mayBeNoneInAllOfAnObject() throws IOException {
        FileFormat format = format(BlockCodec.DEFAULT);
        OpenBatch batch = batch(format);
        batch.append(rowsOf(5));
        try (BlockWriter writer = new BlockWriter(format, sink)) {
            drain(batch, writer);
        }

        BatchHeader header = batch.seal(SealReason.AGE, 9);
        assertThat(header.content().records()).isEqualTo(1);
        assertThat(header.content().rows()).isZero();
        assertThat(offsets(header)).isEqualTo("5");
        assertThat(read(object(header))).isEmpty();
    }

    @Test
    void header_countsWhatTheChunksHold() {
        FileFormat format = format(BlockCodec.DEFAULT);
        OpenBatch batch = batch(format);
        append(batch, "a", 10);
        append(batch, "b", 11);
        try (BlockWriter writer = new BlockWriter(format, sink)) {
            drain(batch, writer);
            append(batch, "c", 13);
            drain(batch, writer);
        }
        BatchHeader header = batch.header();

        assertThat(header.records()).isEqualTo(3);
        assertThat(header.content().blocks().chunks()).isEqualTo(3).isEqualTo(chunks.size());
        assertThat(header.bytes()).isEqualTo(object(header).length);
        assertThat(header.content().offsets().ranges()).isEqualTo(2);
        assertThat(offsets(header)).isEqualTo("10+1,1");
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
                new FileFormat("avro", "\"bytes\"", "f2", BlockCodec.DEFAULT),
                new FileFormat("parquet", "\"string\"", "f1", BlockCodec.DEFAULT),
                format(new BlockCodec(BlockCodec.Kind.SNAPPY, 0)));
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void block_isRefusedWhenItsFormatIsNotTheBatchs(FileFormat other) {
        OpenBatch batch = batch(format(BlockCodec.DEFAULT));
        append(batch, "a", 1);
        try (BlockWriter writer = new BlockWriter(other, sink)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> drain(batch, writer))
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
            try (BlockWriter writer = new BlockWriter(format, sink)) {
                drain(batch, writer);
            }
        }

        assertThat(read(object(batch.header()))).containsExactly("level 1", "level 9");
    }

    @Test
    void restoredBatch_goesOnWhereItsHeaderStands() throws IOException {
        FileFormat format = format(BlockCodec.DEFAULT);
        try (BlockWriter writer = new BlockWriter(format, sink)) {
            OpenBatch first = batch(format);
            append(first, "a", 1);
            drain(first, writer);
            byte[] stored = BatchHeaderCodec.encode(first.header());

            OpenBatch second = new OpenBatch(BatchHeaderCodec.decode(7, stored), 1_000);
            append(second, "b", 2);
            drain(second, writer);

            assertThat(read(object(second.header()))).containsExactly("a", "b");
            assertThat(second.header().records()).isEqualTo(2);
        }
    }

    @Test
    void lookups_areTheLatestOfAllProcessesThatFilledTheBatch() {
        LookupOffsets ahead = new LookupOffsets(new TreeMap<>(Map.of("ref", new TreeMap<>(Map.of(0, 20L)))));
        LookupOffsets behind = new LookupOffsets(new TreeMap<>(Map.of("ref", new TreeMap<>(Map.of(0, 10L)))));
        FileFormat format = format(BlockCodec.DEFAULT);
        try (BlockWriter writer = new BlockWriter(format, sink)) {
            OpenBatch first = batch(format);
            append(first, "a", 1);
            drain(first, ahead, writer);
            OpenBatch second =
                    new OpenBatch(BatchHeaderCodec.decode(7, BatchHeaderCodec.encode(first.header())), 1_000);
            append(second, "b", 2);
            drain(second, behind, writer);
            BatchHeader sealed = second.seal(SealReason.AGE, 3);

            assertThat(BatchHeaderCodec.decode(7, BatchHeaderCodec.encode(sealed))
                            .content()
                            .lookups())
                    .isEqualTo(ahead);
        }
    }

    @Test
    void encodedHeader_comesBackWhole() {
        OpenBatch batch = batch(format(BlockCodec.DEFAULT));
        BatchHeader open = batch.header();
        BatchHeader sealed = batch.seal(SealReason.RECORDS, 123);

        assertThat(BatchHeaderCodec.decode(7, BatchHeaderCodec.encode(open))).isEqualTo(open);
        assertThat(BatchHeaderCodec.decode(7, BatchHeaderCodec.encode(sealed))).isEqualTo(sealed);
        assertThat(sealed.withKey(KEY.withIncarnation("01")))
                .isNotEqualTo(sealed)
                .extracting(BatchHeader::key)
                .isEqualTo(ObjectKey.parse("lake/t/date=2026-11-20/t-0-01-7.avro"));
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
        try (BlockWriter writer = new BlockWriter(format, sink)) {
            drain(batch, writer);
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

    @Test
    void batch_agesFromWhenItIsRestoredWhenAClockThatWasAheadOpenedIt() {
        RotationPolicy policy = new RotationPolicy(1_000, 1_000_000, Duration.ofSeconds(60));
        OpenBatch ahead = new OpenBatch(batch(format(BlockCodec.DEFAULT)).header(), 400); // opened at 1,000

        assertThat(ahead.due(policy, 60_399)).isNull();
        assertThat(ahead.due(policy, 60_400)).isEqualTo(SealReason.AGE);
        assertThat(ahead.header().openedAtMillis()).isEqualTo(1_000);
    }

    private static OpenBatch batch(FileFormat format) {
        return new OpenBatch(7, KEY, ORIGIN, format.id(), 1_000);
    }

    private static FileFormat format(BlockCodec codec) {
        return new FileFormat("avro", "\"string\"", "f1", codec);
    }

    private static void append(OpenBatch batch, String text, long offset) {
        batch.append(rowsOf(offset, text));
    }

    private static BatchRecord rowsOf(long offset, String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            Varints.write(utf8.length, out);
            out.writeBytes(utf8);
        }
        return new Rows(out.toByteArray(), out.size(), texts.length, offset);
    }

    private record Rows(byte[] bytes, int length, int rows, long offset) implements BatchRecord {

        @Override
        public String topic() {
            return ORIGIN.topic();
        }

        @Override
        public int partition() {
            return 0;
        }

        @Override
        public long eventTimeMillis() {
            return 5_000;
        }
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

        try (BlockWriter writer = new BlockWriter(format, sink)) {
            drain(batch, writer);
        }
        assertThat(batch.heldBytes()).isLessThan(ranges);
        batch.release();
        assertThat(batch.heldBytes()).isZero();
    }

    private static void drain(OpenBatch batch, BlockWriter writer) {
        batch.drain(writer, LookupOffsets.NONE);
    }

    private static void drain(OpenBatch batch, LookupOffsets lookups, BlockWriter writer) {
        batch.drain(writer, lookups);
    }

    private byte[] object(BatchHeader header) {
        assertThat(header.content().blocks().chunks()).isEqualTo(chunks.size());
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        chunks.forEach(object::writeBytes);
        CRC32C crc = new CRC32C();
        crc.update(object.toByteArray());
        assertThat(header.content().blocks().crc32c()).isEqualTo((int) crc.getValue());
        return object.toByteArray();
    }

    private String offsets(BatchHeader header) {
        assertThat(header.content().offsets().entries()).isEqualTo(offsetEntries.size());
        SourceOffsets all = new SourceOffsets();
        offsetEntries.forEach(entry -> all.addAll(OffsetIndex.offsets(entry)));
        all.addAll(header.content().offsets().tail());
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
