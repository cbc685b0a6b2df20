package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.BatchRecord;
import dev.sluice.batch.OpenBatch;
import dev.sluice.batch.block.BlockCodec;
import dev.sluice.batch.block.BlockSink;
import dev.sluice.batch.block.BlockWriter;
import dev.sluice.batch.block.FileFormat;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.ObjectKey;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.SealReason;
import dev.sluice.mapping.schema.SchemaText;
import dev.sluice.objectstore.ObjectContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** What every object format must do; one test class a format. */
abstract class ObjectFormatContract {

    private static final String SCHEMA_TEXT = """
            {"type": "record", "name": "Payment", "namespace": "test", "fields": [
              {"name": "id", "type": "string"},
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "tags", "type": {"type": "array", "items": "string"}},
              {"name": "note", "type": ["null", "string"], "default": null}]}""";
    private static final Schema SCHEMA = new Schema.Parser().parse(SCHEMA_TEXT);
    private static final Map<String, String> METADATA = Map.of("sluice-records", "1000");

    private final ByteArrayOutputStream avroFile = new ByteArrayOutputStream();
    private final List<GenericRecord> written = new ArrayList<>();

    abstract ObjectFormat format();

    @Test
    void name_isTheOneByWhichItIsFound() {
        assertThat(ObjectFormats.named(format().name())).hasSameClassAs(format());
        assertThat(new ObjectKey("", "t", 0, "00ff", 0, format().extension())).isNotNull();
        assertThat(format().contentType()).contains("/");
    }

    @Test
    void object_hasTheBytesThatItsContentSays() throws IOException {
        ObjectContent content = content(batch(1_000));
        byte[] bytes = read(content);
        CRC32C crc = new CRC32C();
        crc.update(bytes);

        assertThat(content.length()).isEqualTo(bytes.length);
        assertThat(content.crc32c()).isEqualTo((int) crc.getValue());
        assertThat(content.contentType()).isEqualTo(format().contentType());
        assertThat(content.metadata()).containsAllEntriesOf(METADATA);
    }

    @Test
    void object_isTheSameEachTime() throws IOException {
        BatchHeader batch = batch(1_000);
        ObjectContent first = content(batch);
        byte[] bytes = read(first);

        assertThat(read(first)).isEqualTo(bytes);
        assertThat(read(content(batch))).isEqualTo(bytes);
    }

    @Test
    void rows_areTheRecordsOfTheBatchInTheirOrder() throws IOException {
        byte[] bytes = read(content(batch(1_000)));

        assertThat(rows(bytes)).isEqualTo(written);
    }

    @Test
    void rows_mayBeReadIntoARowThatIsNotNeededAnyMore() throws IOException {
        byte[] bytes = read(content(batch(10)));
        try (ObjectRows rows = open(bytes)) {
            GenericRecord row = null;
            for (GenericRecord expected : written) {
                row = rows.next(row);
                assertThat(row).isEqualTo(expected);
            }
            assertThat(rows.next(row)).isNull();
        }
    }

    @Test
    void file_saysWithWhichSchemaItsRowsWereWritten() throws IOException {
        BatchHeader batch = batch(1);
        try (ObjectRows rows = open(read(content(batch)))) {
            assertThat(rows.schema()).isEqualTo(SCHEMA);
            assertThat(rows.schemaFingerprint()).isEqualTo(batch.format().schemaFingerprint());
            assertThat(rows.metadata()).isNotEmpty();
        }
    }

    @Test
    void object_isRefusedWhenItIsOfNoFormat() {
        assertThatThrownBy(() -> rows(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> rows(new byte[0])).isInstanceOf(IOException.class);
    }

    @Test
    void cutObject_neverLooksWhole() throws IOException {
        byte[] bytes = read(content(batch(1_000)));
        for (int length : new int[] {bytes.length - 1, bytes.length / 2, bytes.length / 3}) {
            List<GenericRecord> found = new ArrayList<>();
            try {
                found.addAll(rows(Arrays.copyOf(bytes, length)));
            } catch (IOException | RuntimeException e) {
                continue; // as is best
            }
            assertThat(found).hasSizeLessThan(written.size());
        }
    }

    /** A sealed batch of several blocks. */
    private BatchHeader batch(int records) throws IOException {
        FileFormat format =
                new FileFormat(format().name(), SCHEMA_TEXT, SchemaText.fingerprint(SCHEMA_TEXT), BlockCodec.DEFAULT);
        ObjectKey key = new ObjectKey("lake/t", "t", 3, "00ff", 7, format().extension());
        OpenBatch batch = new OpenBatch(7, key, new Origin("payments", "t", null, new Folder("")), format.id(), 0);
        try (BlockWriter writer = new BlockWriter(format, new ToFile())) {
            for (int i = 0; i < records; i++) {
                GenericRecord record = record(i);
                written.add(record);
                byte[] encoded = encoded(record);
                batch.append(new WrittenRecord(encoded, encoded.length, i));
                if (i % 300 == 299) {
                    batch.drain(writer, LookupOffsets.NONE);
                }
            }
            batch.drain(writer, LookupOffsets.NONE);
        }
        return batch.seal(SealReason.AGE, 9);
    }

    private record WrittenRecord(byte[] bytes, int length, long offset) implements BatchRecord {

        @Override
        public String topic() {
            return "t";
        }

        @Override
        public int partition() {
            return 3;
        }

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public long eventTimeMillis() {
            return offset;
        }
    }

    private final class ToFile implements BlockSink {

        @Override
        public void putChunk(long sequence, int index, byte[] chunk) {
            avroFile.writeBytes(chunk);
        }

        @Override
        public void putOffsets(long sequence, int index, byte[] entry) {}
    }

    private static GenericRecord record(int i) {
        return new GenericRecordBuilder(SCHEMA)
                .set("id", "payment " + i)
                .set("amount", ByteBuffer.wrap(new byte[] {(byte) (i >> 8), (byte) i}))
                .set("at", 1_763_640_000_000L + i)
                .set("tags", i % 3 == 0 ? List.of() : List.of("a", "b" + i))
                .set("note", i % 2 == 0 ? null : "é")
                .build();
    }

    private static byte[] encoded(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
        return out.toByteArray();
    }

    private ObjectContent content(BatchHeader batch) throws IOException {
        byte[] bytes = avroFile.toByteArray();
        return format().content(batch, () -> new ByteArrayInputStream(bytes), METADATA);
    }

    private static byte[] read(ObjectContent content) throws IOException {
        try (InputStream in = content.source().open()) {
            return in.readAllBytes();
        }
    }

    private ObjectRows open(byte[] bytes) throws IOException {
        return format().open(new ByteArrayInputStream(bytes), GenericData.get());
    }

    private List<GenericRecord> rows(byte[] bytes) throws IOException {
        List<GenericRecord> found = new ArrayList<>();
        try (ObjectRows rows = open(bytes)) {
            for (GenericRecord row = rows.next(null); row != null; row = rows.next(null)) {
                found.add(row);
            }
        }
        return found;
    }
}
