package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INEXACT;
import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.LOOKUP_PENDING;
import static dev.sluice.failure.FailureReason.MALFORMED_JSON;
import static dev.sluice.failure.FailureReason.MISSING_VALUE;
import static dev.sluice.failure.FailureReason.OUT_OF_RANGE;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static dev.sluice.mapping.MappingFixture.INGESTION_TIME;
import static dev.sluice.mapping.MappingFixture.SECRET;
import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.ofFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each source of the "etl" attribute: where values come from, and what it means that there is none. */
class SourcesTest {

    private static final String NULLABLE = "[\"null\", \"string\"]";
    private static final String MILLIS = "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";

    private static String etl(String words) {
        return ", \"etl\": {" + words + "}";
    }

    private static String lookup(String onMissing) {
        return etl("\"lookup\": \"merchants\", \"key\": \"/id\", \"value\": \"/name\""
                + (onMissing.isEmpty() ? "" : ", \"onMissing\": \"" + onMissing + "\""));
    }

    private static BigDecimal decimal(Object bytes, int scale) {
        return new BigDecimal(new BigInteger(((ByteBuffer) bytes).array()), scale);
    }

    @ParameterizedTest
    @CsvSource({"/a/b, x", "/c~1d, y", "/e~0f, z", "/list/1, two", "/list/2/g, three", "/m~01n, tilde"})
    void from_followsAPointer(String pointer, String expected) throws Exception {
        String json = "{\"a\": {\"z\": [1, {\"b\": 2}], \"b\": \"x\"}, \"c/d\": \"y\", \"e~f\": \"z\", \"\": \"empty\","
                + " \"list\": [[1, 2], \"two\", {\"g\": \"three\"}, {\"g\": 4}], \"m~1n\": \"tilde\"}";
        assertThat(ofField("\"string\"", etl("\"from\": \"" + pointer + "\""))
                        .convertAndRead(json)
                        .get("f"))
                .hasToString(expected);
    }

    @Test
    void from_isTheFieldsNameOrElseItsFirstAliasThatIsThere() throws Exception {
        MappingFixture fixture = ofField(NULLABLE, ", \"default\": null, \"aliases\": [\"g\", \"h\"]");
        assertThat(fixture.convertAndRead("{\"h\": \"3\", \"g\": \"2\", \"f\": \"1\"}")
                        .get("f"))
                .hasToString("1");
        assertThat(fixture.convertAndRead("{\"h\": \"3\", \"g\": \"2\"}").get("f"))
                .hasToString("2");
        assertThat(fixture.convertAndRead("{\"h\": \"3\"}").get("f")).hasToString("3");
        assertThat(fixture.convertAndRead("{\"h\": \"3\", \"g\": null}").get("f"))
                .hasToString("3");
        assertThat(fixture.convertAndRead("{\"g\": null}").get("f")).isNull();
        assertThat(fixture.convertAndRead("{}").get("f")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            nullValues = "null",
            value = {
                "{\"a\": \"1\", \"b\": {\"c\": \"2\"}} # 1",
                "{\"b\": {\"c\": \"2\"}} # 2",
                "{\"a\": null, \"b\": {\"c\": \"2\"}} # 2",
                "{\"a\": null, \"b\": 7} # null",
                "{\"b\": {\"c\": null}} # null",
                "{} # none"
            })
    void from_isTheFirstOfSeveralPointersThatIsPresent(String json, String expected) throws Exception {
        MappingFixture fixture =
                ofField("[\"string\", \"null\"]", ", \"default\": \"none\"" + etl("\"from\": [\"/a\", \"/b/c\"]"));
        assertThat(String.valueOf(fixture.convertAndRead(json).get("f"))).isEqualTo(String.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\"string\" # \"EUR\" # EUR",
                "[\"null\", \"string\"] # \"EUR\" # EUR",
                "\"long\" # 9223372036854775807 # 9223372036854775807",
                "\"double\" # 0.1 # 0.1",
                "\"boolean\" # true # true",
                "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\"]} # \"B\" # B",
                "{\"type\": \"int\", \"logicalType\": \"date\"} # \"1970-01-03\" # 2"
            })
    void constant_isTheSameWhateverTheRecordHolds(String type, String constant, String expected) throws Exception {
        MappingFixture fixture = ofField(type, etl("\"constant\": " + constant));
        assertThat(fixture.convertAndRead("{\"f\": []}").get("f")).hasToString(expected);
    }

    @Test
    void value_isReadPastItsConfluentFrame() throws Exception {
        MappingFixture fixture = ofField("\"int\"");
        fixture.convert("\0\0\0\1\2{\"f\": 7}".getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.read().get("f")).isEqualTo(7);
        fixture.convert(new byte[] {0, -1, '{', '"', 0, '{', '"', 'f', '"', ':', '8', '}'});
        assertThat(fixture.read().get("f")).isEqualTo(8);
        assertThat(fixture.refusal(new byte[] {0, 0, 0, 0, 1}).reason()).isEqualTo(MALFORMED_JSON);
        assertThat(fixture.refusal(new byte[] {0, 0, 0, 1}).reason()).isEqualTo(MALFORMED_JSON);
    }

    @Test
    void constant_isExactForADecimalHoweverLong() throws Exception {
        MappingFixture fixture = ofField(
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 30, \"scale\": 2}",
                etl("\"constant\": \"12345678901234567890.12\""));
        assertThat(decimal(fixture.convertAndRead("{}").get("f"), 2)).isEqualByComparingTo("12345678901234567890.12");
    }

    @Test
    void from_findsNamesHoweverEscapedAndLong() throws Exception {
        String name = "a_name_of_more_than_sixteen_letters";
        MappingFixture fixture = ofFields(
                "{\"name\": \"" + name + "\", \"type\": \"string\"}", "{\"name\": \"abc\", \"type\": \"string\"}");
        GenericRecord read = fixture.convertAndRead(
                "{\"abcd\": 1, \"ab\": 2, \"\\u0061bc\": \"x\", \"é\": 1, \"a_name_of_more_than_sixteen_\\u006cetters\": \"y\","
                        + "\"a_name_of_more_than_sixteen_letterz\": 3}");
        assertThat(read.get("abc")).hasToString("x");
        assertThat(read.get(name)).hasToString("y");
    }

    @Test
    void nestedRecord_readsItsFieldsBeneathItsOwnPointer() throws Exception {
        String inner = "{\"type\": \"record\", \"name\": \"Inner\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"},"
                + " {\"name\": \"root\", \"type\": \"int\", \"etl\": {\"from\": \"/x\"}}]}";
        MappingFixture fixture = ofField(inner, etl("\"from\": \"/a/b\""));
        GenericRecord read = (GenericRecord)
                fixture.convertAndRead("{\"x\": 1, \"a\": {\"b\": {\"x\": 2}}}").get("f");
        assertThat(read.get("x")).isEqualTo(2);
        assertThat(read.get("root")).isEqualTo(1);
        assertThat(fixture.refusal("{\"x\": 1, \"a\": {\"b\": 5}}").reason()).isEqualTo(WRONG_TYPE);
        Failure missing = fixture.refusal("{\"x\": 1}");
        assertThat(missing.reason()).isEqualTo(MISSING_VALUE);
        assertThat(missing.path()).isEqualTo("f.x");
    }

    @Test
    void nestedRecord_canGatherFieldsOfTheRoot() throws Exception {
        String inner =
                "{\"type\": \"record\", \"name\": \"Inner\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]}";
        GenericRecord read = (GenericRecord) ofField(inner, etl("\"from\": \"\""))
                .convertAndRead("{\"x\": 1}")
                .get("f");
        assertThat(read.get("x")).isEqualTo(1);
    }

    @Test
    void nullableRecord_isNullWhenItsObjectIsAbsentOrNull() throws Exception {
        String inner = "[\"null\", {\"type\": \"record\", \"name\": \"Inner\", \"fields\": [{\"name\": \"x\","
                + " \"type\": [\"null\", {\"type\": \"record\", \"name\": \"Core\", \"fields\": [{\"name\": \"y\","
                + " \"type\": \"int\"}]}]}, {\"name\": \"z\", \"type\": \"int\"}]}]";
        MappingFixture fixture = ofFields(MappingFixture.field(inner), "{\"name\": \"last\", \"type\": \"int\"}");
        assertThat(fixture.convertAndRead("{\"last\": 7}")).hasToString("{\"f\": null, \"last\": 7}");
        assertThat(fixture.convertAndRead("{\"last\": 7, \"f\": null}")).hasToString("{\"f\": null, \"last\": 7}");
        assertThat(fixture.convertAndRead("{\"last\": 7, \"f\": {\"z\": 1}}"))
                .hasToString("{\"f\": {\"x\": null, \"z\": 1}, \"last\": 7}");
        assertThat(fixture.convertAndRead("{\"last\": 7, \"f\": {\"x\": {\"y\": 2}, \"z\": 1}}"))
                .hasToString("{\"f\": {\"x\": {\"y\": 2}, \"z\": 1}, \"last\": 7}");
        assertThat(fixture.refusal("{\"last\": 7, \"f\": []}").reason()).isEqualTo(WRONG_TYPE);
    }

    @Test
    void record_isItsDefaultWhenAbsent() throws Exception {
        String inner =
                "{\"type\": \"record\", \"name\": \"Inner\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]}";
        MappingFixture fixture = ofField(inner, ", \"default\": {\"x\": 5}");
        assertThat(fixture.convertAndRead("{}")).hasToString("{\"f\": {\"x\": 5}}");
        assertThat(fixture.convertAndRead("{\"f\": {\"x\": 6}}")).hasToString("{\"f\": {\"x\": 6}}");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1.005, 2.01",
        "1.00, 1.2345, 1.23",
        "0.125, 1, 0.12",
        "0.135, 1, 0.14",
        "-0.125, 1, -0.12",
        "123456789012.34, 98765.4321, 12193263112482292.33",
        "0, 1e300, 0.00",
        "3, 0.333333333333333333333333333333, 1.00"
    })
    void product_isExactAndRoundedOnceAsNamed(String a, String b, String expected) throws Exception {
        String type = "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 30, \"scale\": 2}";
        Object product = ofField(type, etl("\"product\": [\"/a\", \"/b\"], \"rounding\": \"HALF_EVEN\""))
                .convertAndRead("{\"a\": " + a + ", \"b\": \"" + b + "\"}")
                .get("f");
        assertThat(decimal(product, 2)).isEqualTo(new BigDecimal(expected));
    }

    @Test
    void product_isRefusedWithoutRoundingWhenInexact() throws Exception {
        MappingFixture fixture = ofField("\"long\"", etl("\"product\": [\"/a\", \"/b\"]"));
        assertThat(fixture.convertAndRead("{\"a\": 12.34, \"b\": 100}").get("f"))
                .isEqualTo(1234L);
        assertThat(fixture.refusal("{\"a\": 12.345, \"b\": 100}").reason()).isEqualTo(INEXACT);
        assertThat(fixture.refusal("{\"a\": 1e18, \"b\": 100}").reason()).isEqualTo(OUT_OF_RANGE);
        assertThat(fixture.refusal("{\"a\": \"" + SECRET + "\", \"b\": 100}").reason())
                .isEqualTo(INVALID_TEXT);
        assertThat(fixture.refusal("{\"a\": true, \"b\": 100}").reason()).isEqualTo(WRONG_TYPE);
        assertThat(fixture.refusal("{\"a\": 1}").reason()).isEqualTo(MISSING_VALUE);
    }

    @Test
    void product_isNullWhenAFactorIsMissingInANullableField() throws Exception {
        MappingFixture fixture = ofField(
                        "[\"null\", \"int\"]",
                        etl("\"product\": [{\"lookup\": \"fx\", \"key\": \"/c\", \"value\": \"/r\","
                                + " \"onMissing\": \"retry\"}, \"/a\"]"))
                .row("fx", "USD", "{\"r\": 3}");
        assertThat(fixture.convertAndRead("{\"a\": 2, \"c\": \"USD\"}").get("f"))
                .isEqualTo(6);
        assertThat(fixture.convertAndRead("{\"c\": \"USD\"}").get("f")).isNull();
        assertThat(fixture.convertAndRead("{\"c\": \"EUR\"}").get("f")).isNull();
        assertThat(fixture.convertAndRead("{\"a\": 2}").get("f")).isNull();
        assertThat(fixture.refusal("{\"a\": 2, \"c\": \"EUR\"}").reason()).isEqualTo(LOOKUP_PENDING);
        assertThat(fixture.row("fx", "GBP", "{\"r\": \"x\"}")
                        .refusal("{\"a\": 2, \"c\": \"GBP\"}")
                        .message())
                .startsWith("f: its factor /r of lookup table fx is a string of 1 character; send a number");
    }

    @Test
    void metadata_comesFromTheRecord() throws Exception {
        MappingFixture fixture = ofFields(
                "{\"name\": \"topic\", \"type\": \"string\"" + etl("\"metadata\": \"topic\"") + "}",
                "{\"name\": \"partition\", \"type\": \"int\"" + etl("\"metadata\": \"partition\"") + "}",
                "{\"name\": \"offset\", \"type\": \"long\"" + etl("\"metadata\": \"offset\"") + "}",
                "{\"name\": \"key\", \"type\": " + NULLABLE + etl("\"metadata\": \"key\"") + "}",
                "{\"name\": \"at\", \"type\": \"long\"" + etl("\"metadata\": \"timestamp\"") + "}",
                "{\"name\": \"seen\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}"
                        + etl("\"metadata\": \"ingestion-time\"") + "}");
        assertThat(fixture.convertAndRead("{}"))
                .hasToString(
                        "{\"topic\": \"transactions\", \"partition\": 3, \"offset\": 4000000000, \"key\": \"key-1\","
                                + " \"at\": 1700000000456, \"seen\": " + INGESTION_TIME + "000}");
        fixture.key = null;
        assertThat(fixture.convertAndRead("{}").get("key")).isNull();
        fixture.key = new byte[] {(byte) 0xC0, (byte) 0x80};
        assertThat(fixture.refusal("{}").reason()).isEqualTo(INVALID_TEXT);
    }

    @Test
    void header_isText() throws Exception {
        MappingFixture fixture = ofField("\"string\"", etl("\"header\": \"tenant\""));
        assertThat(fixture.refusal("{}").reason()).isEqualTo(MISSING_VALUE);
        fixture.headers.put("tenant", "acme".getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.convertAndRead("{}").get("f")).hasToString("acme");
        fixture.headers.put("tenant", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        assertThat(fixture.refusal("{}").reason()).isEqualTo(INVALID_TEXT);
    }

    @Test
    void eventTime_isThatOfTheMarkedFieldAtAnyDepth() throws Exception {
        String inner = "[\"null\", {\"type\": \"record\", \"name\": \"Inner\", \"fields\": [{\"name\": \"at\","
                + " \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}"
                + etl("\"eventTime\": true") + "}]}]";
        MappingFixture fixture = ofField(inner);
        fixture.convert("{\"f\": {\"at\": \"1969-12-31T23:59:59.999999Z\"}}");
        assertThat(fixture.encoded.eventTimeMillis()).isEqualTo(-1);
        fixture.convert("{}");
        assertThat(fixture.encoded.eventTimeMillis()).isEqualTo(fixture.timestamp());
    }

    @Test
    void eventTime_isTheRecordsTimestampWhenTheFieldIsNullOrNoneIsMarked() throws Exception {
        MappingFixture nullable = ofField("[\"null\", " + MILLIS + "]", etl("\"eventTime\": true"));
        nullable.convert("{\"f\": \"1970-01-01T00:00:01Z\"}");
        assertThat(nullable.encoded.eventTimeMillis()).isEqualTo(1_000);
        nullable.convert("{\"f\": null}");
        assertThat(nullable.encoded.eventTimeMillis()).isEqualTo(nullable.timestamp());
        MappingFixture unmarked = ofField(MILLIS);
        unmarked.convert("{\"f\": \"1970-01-01T00:00:01Z\"}");
        assertThat(unmarked.encoded.eventTimeMillis()).isEqualTo(unmarked.timestamp());
    }
}
