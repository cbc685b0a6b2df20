package dev.sluice.cli.schema;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Avro records as JSON that people can read, decoded by Avro's own reader.
 *
 * <p>Decimals are numbers with all their digits; dates, times and timestamps ISO 8601 text; UUIDs and enum symbols
 * text; bytes and fixed Base64; the value of a union has no branch name. This is not the JSON encoding of the Avro
 * specification, and it cannot be decoded.
 */
final class AvroJson {

    private static final List<Conversion<?>> CONVERSIONS = List.of(
            new Conversions.DecimalConversion(),
            new Conversions.UUIDConversion(),
            new TimeConversions.DateConversion(),
            new TimeConversions.TimeMillisConversion(),
            new TimeConversions.TimeMicrosConversion(),
            new TimeConversions.TimestampMillisConversion(),
            new TimeConversions.TimestampMicrosConversion(),
            new TimeConversions.TimestampNanosConversion(),
            new TimeConversions.LocalTimestampMillisConversion(),
            new TimeConversions.LocalTimestampMicrosConversion(),
            new TimeConversions.LocalTimestampNanosConversion());

    private final JsonFactory json = new JsonFactory();
    private final GenericDatumReader<GenericRecord> reader;
    private @Nullable BinaryDecoder decoder;

    AvroJson(Schema schema) {
        GenericData data = new GenericData();
        CONVERSIONS.forEach(data::addLogicalTypeConversion);
        reader = new GenericDatumReader<>(schema, schema, data);
    }

    /**
     * So many rows, which must be all of these bytes, each as one line.
     *
     * @throws IllegalStateException if bytes are left over
     */
    List<String> lines(byte[] avro, int length, int rows) {
        try {
            decoder = DecoderFactory.get().binaryDecoder(avro, 0, length, decoder);
            List<String> lines = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                lines.add(line(reader.read(null, decoder)));
            }
            if (!decoder.isEnd()) {
                throw new IllegalStateException("bytes are left over after a record");
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private String line(GenericRecord row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
            write(row, out);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator out) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof GenericRecord record) {
            writeRecord(record, out);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, out);
        } else if (value instanceof Collection<?> array) {
            out.writeStartArray();
            array.forEach(item -> write(item, out));
            out.writeEndArray();
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.writeBinary(copy);
        } else if (value instanceof GenericFixed fixed) {
            out.writeBinary(fixed.bytes());
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(number, out);
        } else {
            out.writeString(text(value));
        }
    }

    private static void writeRecord(GenericRecord record, JsonGenerator out) {
        out.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            out.writeName(field.name());
            write(record.get(field.pos()), out);
        }
        out.writeEndObject();
    }

    private static void writeMap(Map<?, ?> map, JsonGenerator out) {
        out.writeStartObject();
        map.forEach((key, value) -> {
            out.writeName(key.toString());
            write(value, out);
        });
        out.writeEndObject();
    }

    private static void writeNumber(Number number, JsonGenerator out) {
        if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal.toPlainString());
        } else if (number instanceof Double d) {
            out.writeNumber(d);
        } else if (number instanceof Float f) {
            out.writeNumber(f);
        } else {
            out.writeNumber(number.longValue());
        }
    }

    /**
     * The text of a string, symbol, UUID, date or instant; of a time with its seconds, which {@code toString} omits if
     * zero.
     */
    private static String text(Object value) {
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        return value instanceof LocalDateTime time
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
                : value.toString();
    }
}
