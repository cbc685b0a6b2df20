package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.Failure;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.lookup.LookupTables;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.RecordConverter;
import dev.sluice.mapping.plan.SourceRecord;
import dev.sluice.mapping.schema.MappingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** A mapping under test with its source record and its lookup tables, all of them plain fields and maps. */
final class MappingFixture implements SourceRecord, LookupTables {

    static final String SECRET = "SeCrEt4711";
    static final long INGESTION_TIME = 1_795_000_000_123L;

    final Mapping mapping;
    final Map<String, Map<LookupKey, LookupRow>> tables = new HashMap<>();
    final Map<String, byte[]> headers = new HashMap<>();
    final EncodedRecord encoded = new EncodedRecord();
    byte[] key = "key-1".getBytes(StandardCharsets.UTF_8);
    byte[] value;

    private RecordConverter converter;
    private GenericDatumReader<GenericRecord> reader;

    private MappingFixture(Mapping mapping) {
        this.mapping = mapping;
    }

    static MappingFixture ofSchema(String avsc) {
        return new MappingFixture(Mapping.compile(avsc));
    }

    static MappingFixture ofSchema(String avsc, MappingOptions options) {
        return new MappingFixture(Mapping.compile(avsc, options));
    }

    /** A mapping of one record with these fields. */
    static MappingFixture ofFields(String... fields) {
        return ofSchema(schema(fields));
    }

    /** A mapping of one field {@code f}, with an attribute or more after its type: {@code , "default": null}. */
    static MappingFixture ofField(String type, String... attributes) {
        return ofFields(field(type, attributes));
    }

    static String field(String type, String... attributes) {
        return "{\"name\": \"f\", \"type\": " + type + String.join("", attributes) + "}";
    }

    static String schema(String... fields) {
        return "{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + String.join(",", fields) + "]}";
    }

    MappingFixture row(String table, String rowKey, String json) {
        try {
            LookupRow row = mapping.rowReader(table).read(json.getBytes(StandardCharsets.UTF_8));
            tables.computeIfAbsent(table, name -> new HashMap<>()).put(LookupKey.of(rowKey), row);
            return this;
        } catch (RecordRefusedException e) {
            throw new AssertionError(e.failure().toString(), e);
        }
    }

    void convert(String json) throws RecordRefusedException {
        convert(json.getBytes(StandardCharsets.UTF_8));
    }

    void convert(byte[] json) throws RecordRefusedException {
        value = json;
        if (converter == null) {
            converter = mapping.newConverter(this);
        }
        converter.convert(this, INGESTION_TIME, encoded);
    }

    byte[] convertToBytes(String json) throws RecordRefusedException {
        return convertToBytes(json.getBytes(StandardCharsets.UTF_8));
    }

    byte[] convertToBytes(byte[] json) throws RecordRefusedException {
        convert(json);
        return Arrays.copyOf(encoded.bytes(), encoded.length());
    }

    /** Converts and reads back with Avro's own reader; nothing may be left over. */
    GenericRecord convertAndRead(String json) throws RecordRefusedException, IOException {
        convert(json);
        return read();
    }

    /** The rows that a document makes. */
    List<GenericRecord> convertAndReadRows(String json) throws RecordRefusedException, IOException {
        convert(json);
        GenericDatumReader<GenericRecord> rows =
                new GenericDatumReader<>(new Schema.Parser().parse(mapping.writerSchema()));
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(encoded.bytes(), 0, encoded.length(), null);
        List<GenericRecord> read = new ArrayList<>();
        for (int row = 0; row < encoded.rows(); row++) {
            read.add(rows.read(null, decoder));
        }
        assertThat(decoder.isEnd()).as("bytes left over").isTrue();
        return read;
    }

    GenericRecord read() throws IOException {
        if (reader == null) {
            // Avro remembers each schema that it has read with, for ever.
            reader = new GenericDatumReader<>(new Schema.Parser().parse(mapping.writerSchema()));
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(encoded.bytes(), 0, encoded.length(), null);
        GenericRecord read = reader.read(null, decoder);
        assertThat(decoder.isEnd()).as("bytes left over").isTrue();
        return read;
    }

    /** The field {@code f} of a document in which it has that JSON value. */
    Object convertField(String json) throws RecordRefusedException, IOException {
        return convertAndRead("{\"f\": " + json + "}").get("f");
    }

    Failure refusal(String json) {
        return refusal(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Why a document is refused, having made sure that the refusal tells nothing of the document. */
    Failure refusal(byte[] json) {
        RecordRefusedException refused = catchThrowableOfType(RecordRefusedException.class, () -> convert(json));
        assertThat(refused).as("the refusal").isNotNull();
        assertThat(refused.getMessage()).isEqualTo(refused.failure().message()).doesNotContain(SECRET);
        assertThat(refused.getCause()).isNull();
        assertThat(refused.getStackTrace()).isEmpty();
        return refused.failure();
    }

    /** Everything that is wrong with a document. */
    List<Failure> failures(String json) {
        value = json.getBytes(StandardCharsets.UTF_8);
        return mapping.newConverter(this).failures(this, INGESTION_TIME, encoded, 20);
    }

    Failure fieldRefusal(String json) {
        return refusal("{\"f\": " + json + "}");
    }

    static List<String> problems(String avsc) {
        return problems(avsc, MappingOptions.NONE);
    }

    static List<String> problems(String avsc, MappingOptions options) {
        MappingException invalid = catchThrowableOfType(MappingException.class, () -> Mapping.compile(avsc, options));
        assertThat(invalid).as("the problems").isNotNull();
        return invalid.problems();
    }

    @Override
    public LookupTable table(String name) {
        return lookupKey -> LookupTable.of(tables.getOrDefault(name, Map.of())).find(lookupKey);
    }

    @Override
    public String topic() {
        return "transactions";
    }

    @Override
    public int partition() {
        return 3;
    }

    @Override
    public long offset() {
        return 4_000_000_000L;
    }

    @Override
    public long timestamp() {
        return 1_700_000_000_456L;
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public byte[] header(String name) {
        return headers.get(name);
    }
}
