package dev.sluice.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroJsonTest {

    /** What a record of one field {@code f} comes to; the value is as it is without logical types. */
    private static String json(String type, Object value) throws IOException {
        Schema schema = schema(type);
        byte[] avro = avro(schema, value);
        String line = new AvroJson(schema).lines(avro, avro.length, 1).get(0);
        assertThat(line).startsWith("{\"f\":").endsWith("}").doesNotContain("\n");
        return line.substring(5, line.length() - 1);
    }

    private static Schema schema(String type) {
        return new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"f\", \"type\": " + type
                        + "}]}");
    }

    private static byte[] avro(Schema schema, Object value) throws IOException {
        GenericData.Record record = new GenericData.Record(schema);
        record.put("f", value);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static String logical(String type, String logicalType) {
        return "{\"type\": \"" + type + "\", \"logicalType\": \"" + logicalType + "\"}";
    }

    @Test
    void primitives_areTheirJsonSelves() throws IOException {
        assertThat(json("\"null\"", null)).isEqualTo("null");
        assertThat(json("\"boolean\"", true)).isEqualTo("true");
        assertThat(json("\"int\"", -7)).isEqualTo("-7");
        assertThat(json("\"long\"", Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(json("\"float\"", 0.1f)).isEqualTo("0.1");
        assertThat(json("\"double\"", 1e300)).isEqualTo("1.0E300");
        assertThat(json("\"double\"", Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(json("\"string\"", "Malmö \"\n")).isEqualTo("\"Malmö \\\"\\n\"");
    }

    @Test
    void decimal_isANumberWithAllItsDigits() throws IOException {
        String bytes = "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 30, \"scale\": 10}";
        assertThat(json(bytes, ByteBuffer.wrap(new byte[] {1}))).isEqualTo("0.0000000001");
        assertThat(json(bytes, ByteBuffer.wrap(new BigInteger("-123456789012345678901234567890").toByteArray())))
                .isEqualTo("-12345678901234567890.1234567890");

        Schema fixed = Schema.createFixed("D", null, null, 4);
        assertThat(json(
                        "{\"type\": \"fixed\", \"name\": \"D\", \"size\": 4, \"logicalType\": \"decimal\", \"precision\": 9,"
                                + " \"scale\": 2}",
                        new GenericData.Fixed(fixed, new byte[] {0, 0, 0x30, 0x39})))
                .isEqualTo("123.45");
    }

    @Test
    void times_areIso8601Text() throws IOException {
        assertThat(json(logical("int", "date"), 20_000)).isEqualTo("\"2024-10-04\"");
        assertThat(json(logical("int", "time-millis"), 36_000_000)).isEqualTo("\"10:00:00\"");
        assertThat(json(logical("long", "time-micros"), 36_000_000_001L)).isEqualTo("\"10:00:00.000001\"");
        assertThat(json(logical("long", "timestamp-millis"), 0L)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(json(logical("long", "timestamp-micros"), -1L)).isEqualTo("\"1969-12-31T23:59:59.999999Z\"");
        assertThat(json(logical("long", "timestamp-nanos"), 1L)).isEqualTo("\"1970-01-01T00:00:00.000000001Z\"");
        assertThat(json(logical("long", "local-timestamp-millis"), 0L)).isEqualTo("\"1970-01-01T00:00:00\"");
        assertThat(json(logical("long", "local-timestamp-micros"), 1L)).isEqualTo("\"1970-01-01T00:00:00.000001\"");
        assertThat(json(logical("long", "local-timestamp-nanos"), 1L)).isEqualTo("\"1970-01-01T00:00:00.000000001\"");
    }

    @Test
    void uuid_isTextWhateverItIsWrittenAs() throws IOException {
        String uuid = "00112233-4455-6677-8899-aabbccddeeff";
        assertThat(json(logical("string", "uuid"), uuid)).isEqualTo('"' + uuid + '"');

        byte[] bytes = new BigInteger(uuid.replace("-", ""), 16).toByteArray();
        byte[] sixteen = new byte[16];
        System.arraycopy(bytes, 0, sixteen, 16 - bytes.length, bytes.length);
        assertThat(json(
                        "{\"type\": \"fixed\", \"name\": \"U\", \"size\": 16, \"logicalType\": \"uuid\"}",
                        new GenericData.Fixed(Schema.createFixed("U", null, null, 16), sixteen)))
                .isEqualTo('"' + uuid + '"');
    }

    @Test
    void bytes_areBase64() throws IOException {
        assertThat(json("\"bytes\"", ByteBuffer.wrap(new byte[] {0, -1}))).isEqualTo("\"AP8=\"");
        assertThat(json(
                        "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2}",
                        new GenericData.Fixed(Schema.createFixed("F", null, null, 2), new byte[] {0, -1})))
                .isEqualTo("\"AP8=\"");
    }

    @Test
    void enum_isItsSymbol() throws IOException {
        Schema channel = Schema.createEnum("E", null, null, List.of("POS", "ATM"));
        assertThat(json(channel.toString(), new GenericData.EnumSymbol(channel, "ATM")))
                .isEqualTo("\"ATM\"");
    }

    @Test
    void containers_areArraysAndObjects() throws IOException {
        assertThat(json("{\"type\": \"array\", \"items\": [\"null\", \"long\"]}", Arrays.asList(1L, null)))
                .isEqualTo("[1,null]");
        assertThat(json("{\"type\": \"map\", \"values\": " + logical("int", "date") + "}", Map.of("k", 0)))
                .isEqualTo("{\"k\":\"1970-01-01\"}");
        Schema nested = Schema.createRecord(
                "S", null, null, false, List.of(new Schema.Field("s", Schema.create(Schema.Type.STRING))));
        GenericData.Record record = new GenericData.Record(nested);
        record.put("s", "v");
        assertThat(json("[\"null\", " + nested + "]", record)).isEqualTo("{\"s\":\"v\"}");
    }

    @Test
    void union_isItsValueWithoutItsBranch() throws IOException {
        assertThat(json("[\"null\", \"string\", \"long\"]", "v")).isEqualTo("\"v\"");
        assertThat(json("[\"null\", \"string\", \"long\"]", 1L)).isEqualTo("1");
        assertThat(json("[\"null\", \"string\", \"long\"]", null)).isEqualTo("null");
        assertThat(json("[\"null\", " + logical("int", "date") + "]", 0)).isEqualTo("\"1970-01-01\"");
    }

    @Test
    void line_failsWhenBytesAreLeftOver() throws IOException {
        Schema schema = schema("\"string\"");
        byte[] avro = avro(schema, "v");

        assertThatThrownBy(() -> new AvroJson(schema).lines(Arrays.copyOf(avro, avro.length + 1), avro.length + 1, 1))
                .isInstanceOf(IllegalStateException.class);
    }
}
