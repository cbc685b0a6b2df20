package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random schemas and records: the bytes must be those that Avro's own writer gives for the same data. */
class AvroComparisonTest {

    private static final List<String> TYPES = List.of(
            "\"boolean\"",
            "\"int\"",
            "\"long\"",
            "\"float\"",
            "\"double\"",
            "\"string\"",
            "\"bytes\"",
            "{\"type\": \"fixed\", \"name\": \"F%d\", \"size\": 5}",
            "{\"type\": \"enum\", \"name\": \"E%d\", \"symbols\": [\"A\", \"BC\", \"DEF\"]}",
            "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 30, \"scale\": 6}",
            "{\"type\": \"fixed\", \"name\": \"D%d\", \"size\": 13, \"logicalType\": \"decimal\", \"precision\": 30,"
                    + " \"scale\": 6}",
            "{\"type\": \"int\", \"logicalType\": \"date\"}",
            "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
            "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}",
            "{\"type\": \"long\", \"logicalType\": \"timestamp-nanos\"}",
            "{\"type\": \"string\", \"logicalType\": \"uuid\"}");

    private Random random = new Random(0);
    private int names;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bytes_equalThoseOfAvrosWriter(long seed) throws Exception {
        random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Schema schema = new Schema.Parser().parse(recordType(3));
            MappingFixture fixture = MappingFixture.ofSchema(schema.toString());
            for (int i = 0; i < 10; i++) {
                StringBuilder json = new StringBuilder();
                GenericRecord record = record(schema, json);
                assertThat(fixture.convertToBytes(json.toString()))
                        .as(json + " as " + schema)
                        .isEqualTo(write(record));
            }
        }
    }

    private static byte[] write(GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private String recordType(int depth) {
        List<String> fields = new ArrayList<>();
        for (int i = random.nextInt(8) + 1; i > 0; i--) {
            String type = depth > 0 && random.nextInt(6) == 0
                    ? recordType(depth - 1)
                    : String.format(TYPES.get(random.nextInt(TYPES.size())), names++);
            String maybe = random.nextInt(3) > 0
                    ? type
                    : random.nextBoolean() ? "[\"null\", " + type + "]" : "[" + type + ", \"null\"]";
            fields.add("{\"name\": \"f" + names++ + "\", \"type\": " + maybe + "}");
        }
        return "{\"type\": \"record\", \"name\": \"R" + names++ + "\", \"fields\": [" + String.join(",", fields) + "]}";
    }

    /** A random record, and the same as JSON with its keys shuffled and unknown ones among them. */
    private GenericRecord record(Schema schema, StringBuilder json) {
        GenericRecord record = new GenericData.Record(schema);
        List<String> members = new ArrayList<>();
        members.add("\"unknown\": {\"f1\": [1, {\"f2\": \"\\\"}\"}], \"f3\": null}");
        for (Schema.Field field : schema.getFields()) {
            Schema type = field.schema();
            if (type.isUnion()) {
                if (random.nextBoolean()) {
                    if (random.nextBoolean()) {
                        members.add("\"" + field.name() + "\": null");
                    }
                    continue;
                }
                type = type.getTypes().get(type.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0);
            }
            StringBuilder value = new StringBuilder();
            record.put(field.pos(), value(type, value));
            members.add("\"" + field.name() + "\" :" + value);
        }
        Collections.shuffle(members, random);
        json.append("{ ").append(String.join("\n, ", members)).append('}');
        return record;
    }

    private Object value(Schema type, StringBuilder json) {
        String logicalType = type.getProp("logicalType");
        if (logicalType != null) {
            return logicalValue(type, logicalType, json);
        }
        switch (type.getType()) {
            case RECORD -> {
                return record(type, json);
            }
            case BOOLEAN -> {
                boolean value = random.nextBoolean();
                json.append(value);
                return value;
            }
            case INT -> {
                int value = random.nextInt() >> random.nextInt(32);
                json.append(number(BigDecimal.valueOf(value)));
                return value;
            }
            case LONG -> {
                long value = random.nextLong() >> random.nextInt(64);
                json.append(number(BigDecimal.valueOf(value)));
                return value;
            }
            case FLOAT -> {
                float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
                json.append(value);
                return value;
            }
            case DOUBLE -> {
                double value = random.nextGaussian() * Math.pow(10, random.nextInt(100) - 50);
                json.append(random.nextBoolean() ? String.valueOf(value) : new BigDecimal(value).toString());
                return value;
            }
            case STRING -> {
                String value = text();
                json.append(quoted(value));
                return value;
            }
            case ENUM -> {
                String symbol = type.getEnumSymbols().get(random.nextInt(3));
                json.append(quoted(symbol));
                return new GenericData.EnumSymbol(type, symbol);
            }
            default -> {
                byte[] bytes = new byte[type.getType() == Schema.Type.FIXED ? type.getFixedSize() : random.nextInt(40)];
                random.nextBytes(bytes);
                json.append(quoted(Base64.getEncoder().encodeToString(bytes)));
                return type.getType() == Schema.Type.FIXED
                        ? new GenericData.Fixed(type, bytes)
                        : ByteBuffer.wrap(bytes);
            }
        }
    }

    private Object logicalValue(Schema type, String logicalType, StringBuilder json) {
        switch (logicalType) {
            case "decimal" -> {
                BigInteger unscaled = new BigInteger(random.nextInt(99), random);
                unscaled = random.nextBoolean() ? unscaled : unscaled.negate();
                json.append(number(new BigDecimal(unscaled, 6)));
                byte[] bytes = unscaled.toByteArray();
                if (type.getType() == Schema.Type.BYTES) {
                    return ByteBuffer.wrap(bytes);
                }
                byte[] extended = new byte[type.getFixedSize()];
                Arrays.fill(extended, (byte) (unscaled.signum() < 0 ? -1 : 0));
                System.arraycopy(bytes, 0, extended, extended.length - bytes.length, bytes.length);
                return new GenericData.Fixed(type, extended);
            }
            case "uuid" -> {
                String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
                json.append(quoted(uuid));
                return uuid;
            }
            case "date" -> {
                LocalDate date = LocalDate.of(1 + random.nextInt(9999), 1, 1).plusDays(random.nextInt(365));
                json.append(quoted(date.toString()));
                return (int) date.toEpochDay();
            }
            default -> {
                int decimals = logicalType.endsWith("millis") ? 3 : logicalType.endsWith("micros") ? 6 : 9;
                long perSecond = BigInteger.TEN.pow(decimals).longValue();
                long second = decimals == 9
                        ? random.nextInt()
                        : -62_135_596_800L + (random.nextLong() & Long.MAX_VALUE) % 315_537_897_600L;
                long fraction = (random.nextLong() & Long.MAX_VALUE) % perSecond;
                json.append(quoted(Instant.ofEpochSecond(second, fraction * (1_000_000_000 / perSecond))
                        .toString()));
                return second * perSecond + fraction;
            }
        }
    }

    /** One of the many ways to write a number. */
    private String number(BigDecimal number) {
        return switch (random.nextInt(4)) {
            case 0 -> number.toPlainString();
            case 1 -> number.setScale(number.scale() + random.nextInt(30)).toPlainString();
            case 2 -> number.stripTrailingZeros().toString();
            default -> number.unscaledValue() + "e" + -number.scale();
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "ß";
                        case 1 -> "…";
                        case 2 -> "😀";
                        case 3 -> "\n";
                        case 4 -> "\"\\";
                        default -> "x";
                    });
        }
        return text.toString();
    }

    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(20) == 0) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        String json = quoted.append('"').toString();
        // A lone half of a pair has no UTF-8: escape both halves, or none.
        return StandardCharsets.UTF_8.newEncoder().canEncode(json) ? json : "\"" + escapeAll(text) + "\"";
    }

    private static String escapeAll(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }
}
