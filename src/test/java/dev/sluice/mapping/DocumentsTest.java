package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.DUPLICATE_KEY;
import static dev.sluice.failure.FailureReason.LIMIT_EXCEEDED;
import static dev.sluice.failure.FailureReason.MALFORMED_JSON;
import static dev.sluice.failure.FailureReason.NULL_VALUE;
import static dev.sluice.failure.FailureReason.OUT_OF_RANGE;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static dev.sluice.mapping.MappingFixture.SECRET;
import static dev.sluice.mapping.MappingFixture.field;
import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.failure.Failure;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupRowReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document around the fields: well formed, one object, within limits, no key twice. */
class DocumentsTest {

    private final MappingFixture fixture = ofField("\"string\"", ", \"etl\": {\"from\": \"/a/b\"}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"SeCrEt4711\"",
                "{\"SeCrEt4711\" 1}",
                "{\"a\": SeCrEt4711}",
                "{\"a\": {\"b\": \"SeCrEt4711}",
                "{\"a\": {\"b\": \"SeCrEt4711\"",
                "{\"a\": {\"b\": \"SeCrEt4711\"}} SeCrEt4711",
                "{\"a\": {\"b\": \"SeCrEt4711\"}}{}",
                "{\"a\": {\"b\": \"SeCrEt4711\"},}",
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": 01}",
                "{\"a\": +1}",
                "{\"a\": 1.}",
                "{\"a\": .1}",
                "{\"a\": NaN}",
                "{\"a\": 1} // SeCrEt4711",
                "{\"x\": \"\\xSeCrEt4711\"}",
                "{\"x\": \"\n\"}",
                "{\"a\": [1,]}",
                "{\"a\": [1}",
            })
    void document_isRefusedWhenMalformed(String json) {
        Failure failure = fixture.refusal(json);
        assertThat(failure.reason()).isEqualTo(MALFORMED_JSON);
        assertThat(failure.path()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"SeCrEt4711\"", "null", "true", "[{\"a\": {\"b\": \"x\"}}]"})
    void document_isRefusedWhenItIsNoObject(String json) {
        assertThat(fixture.refusal(json).reason()).isEqualTo(WRONG_TYPE);
    }

    @Test
    void document_isRefusedWhenItIsNoUtf8() {
        String json = "{\"a\": {\"b\": \"" + SECRET + "é\"}}";
        for (Charset charset : new Charset[] {
            StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
            assertThat(fixture.refusal(json.getBytes(charset)).reason()).isEqualTo(MALFORMED_JSON);
        }
        byte[] overlong = "{\"x\": \"ab\"}".getBytes(StandardCharsets.ISO_8859_1);
        overlong[7] = (byte) 0xC0;
        overlong[8] = (byte) 0xAF;
        assertThat(fixture.refusal(overlong).reason()).isEqualTo(MALFORMED_JSON);
    }

    @Test
    void document_isRefusedWhenNull() {
        assertThat(fixture.refusal((byte[]) null).reason()).isEqualTo(NULL_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": {\"b\": \"SeCrEt4711\", \"b\": \"SeCrEt4711\"}}",
                "{\"a\": {\"b\": \"SeCrEt4711\"}, \"a\": 1}",
                "{\"a\": null, \"a\": {\"b\": \"SeCrEt4711\"}}",
                "{\"a\": {\"b\": \"SeCrEt4711\", \"\\u0062\": \"SeCrEt4711\"}}"
            })
    void duplicateKey_isRefusedWhereTheMappingReads(String json) {
        Failure failure = fixture.refusal(json);
        assertThat(failure.reason()).isEqualTo(DUPLICATE_KEY);
        assertThat(failure.path()).isEqualTo("f");
    }

    @Test
    void duplicateKey_isNoMatterElsewhere() throws Exception {
        assertThat(fixture.convertAndRead("{\"x\": 1, \"a\": {\"c\": 1, \"b\": \"y\", \"c\": 1}, \"x\": {\"b\": 2}}")
                        .get("f"))
                .hasToString("y");
    }

    @Test
    void document_isRefusedOverALimit() {
        String deep = "{\"x\": " + "[".repeat(64) + "]".repeat(64) + "}";
        String deepWhereRead = "{\"a\": " + "{\"b\":".repeat(64) + "1" + "}".repeat(64) + "}";
        String longString = "{\"a\": {\"b\": \"" + SECRET.repeat(110_000) + "\"}}";
        String longNumber = "{\"a\": {\"b\": " + "1".repeat(1_001) + "}}";
        String longName = "{\"" + SECRET.repeat(101) + "\": 1}";
        String longDocument = "{\"a\": {\"b\": \"x\"}" + " ".repeat(16 << 20) + "}";
        for (String json : new String[] {deep, deepWhereRead, longString, longNumber, longName, longDocument}) {
            assertThat(fixture.refusal(json).reason()).as(json.substring(0, 20)).isEqualTo(LIMIT_EXCEEDED);
        }
    }

    /** To read a number takes time that grows with the square of its length: a megabyte of digits took 14 seconds. */
    @Test
    void numberInAString_isRefusedWhereItIsLongerThanANumberMayBe() throws Exception {
        String decimal = "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}";
        for (String etl : new String[] {"", ", \"etl\": {\"product\": [\"/f\", \"/f\"]}"}) {
            MappingFixture numbers = ofField(decimal, etl);
            numbers.convertField("\"1." + "0".repeat(998) + "\"");
            Failure failure = numbers.fieldRefusal("\"1." + "0".repeat(999) + "\"");
            assertThat(failure.reason()).isEqualTo(OUT_OF_RANGE);
        }
    }

    private static final JsonLimits.Names SETTINGS = new JsonLimits.Names(
            "SLUICE_JSON_MAX_BYTES",
            "SLUICE_JSON_MAX_DEPTH",
            "SLUICE_JSON_MAX_STRING_BYTES",
            "SLUICE_JSON_MAX_NUMBER_BYTES");

    static Stream<Arguments> limits() {
        IntFunction<String> document = bytes -> "{\"a\": {\"b\": \"x\"}" + " ".repeat(bytes - 17) + "}";
        IntFunction<String> levels =
                depth -> "{\"a\": {\"b\": \"x\"}, \"c\": " + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
        IntFunction<String> string = bytes -> "{\"a\": {\"b\": \"" + "x".repeat(bytes) + "\"}}";
        IntFunction<String> number = bytes -> "{\"a\": {\"b\": \"x\"}, \"c\": " + "1".repeat(bytes) + "}";
        return Stream.of(
                arguments("SLUICE_JSON_MAX_BYTES", document, 18, new JsonLimits(18, 64, 100, 100, 100)),
                arguments("SLUICE_JSON_MAX_BYTES", document, 20 << 20, new JsonLimits(20 << 20, 64, 100, 100, 100)),
                arguments("SLUICE_JSON_MAX_DEPTH", levels, 2, new JsonLimits(100, 2, 100, 100, 100)),
                arguments("SLUICE_JSON_MAX_DEPTH", levels, 1_000, new JsonLimits(10_000, 1_000, 100, 100, 100)),
                arguments("SLUICE_JSON_MAX_STRING_BYTES", string, 1, new JsonLimits(100, 64, 1, 100, 100)),
                arguments("SLUICE_JSON_MAX_STRING_BYTES", string, 3 << 20, new JsonLimits(4 << 20, 64, 3 << 20, 1, 1)),
                arguments("SLUICE_JSON_MAX_NUMBER_BYTES", number, 1, new JsonLimits(100, 64, 100, 1, 100)),
                arguments("SLUICE_JSON_MAX_NUMBER_BYTES", number, 10_000, new JsonLimits(20_000, 64, 1, 10_000, 1)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void document_isAcceptedAtALimitAndRefusedOneOverIt(
            String variable, IntFunction<String> json, int limit, JsonLimits limits) throws Exception {
        MappingFixture limited = MappingFixture.ofSchema(
                schema(
                        field("\"string\"", ", \"etl\": {\"from\": \"/a/b\"}"),
                        "{\"name\": \"g\", \"type\": [\"null\", \"string\"], \"default\": null,"
                                + " \"etl\": {\"lookup\": \"t\", \"key\": \"/k\", \"value\": \"/v\", \"onMissing\": \"null\"}}"),
                new MappingOptions(null, limits.named(SETTINGS)));
        LookupRowReader rows = limited.mapping.rowReader("t");

        limited.convert(json.apply(limit));
        rows.read(json.apply(limit).getBytes(StandardCharsets.UTF_8));

        byte[] over = json.apply(limit + 1).getBytes(StandardCharsets.UTF_8);
        Failure failure = limited.refusal(over);
        assertThat(failure.reason()).isEqualTo(LIMIT_EXCEEDED);
        assertThat(failure.message()).endsWith("; allowed are " + limits + "; raise " + variable);
        assertThatExceptionOfType(RecordRefusedException.class)
                .isThrownBy(() -> rows.read(over))
                .withMessageEndingWith("; raise " + variable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"a\": {\"b\": x}} # is no JSON from byte 12 of 15 on",
                "{\"a\": {\"b\": \"12345\"}} # has a string of 5 bytes",
                "{\"a\": {\"b\": 1234}} # has a number of 4 bytes",
                "{\"a\": {\"xyz\": 1}} # has a name of 3 bytes",
                "{\"a\": {\"b\": \"1234\"}     } # has 25 bytes"
            })
    void message_countsFromTheStartOfWhatItNames(String json, String part) throws Exception {
        MappingFixture limited = MappingFixture.ofSchema(
                schema(field("\"string\"", ", \"etl\": {\"from\": \"/a/b\"}")),
                new MappingOptions(null, new JsonLimits(24, 64, 4, 3, 2)));
        String frame = "\0\0\0\0\1";
        limited.convert(frame + "{\"ab\":123,\"a\":{\"b\":\"1\"}}");
        limited.convert(frame + "{\"a\": {\"b\": \"1234\"}    }");
        assertThat(limited.refusal(frame + json).message()).startsWith("the value " + part);
    }

    @Test
    void value_isRefusedForItsTypeThoughAnotherFieldReadsAMemberOfIt() {
        for (String type : new String[] {"\"string\"", "[\"null\", \"string\"]"}) {
            MappingFixture both = MappingFixture.ofFields(
                    field(type, ", \"etl\": {\"from\": \"/a\"}"),
                    "{\"name\": \"g\", \"type\": [\"null\", \"string\"], \"etl\": {\"from\": [\"/a/0\", \"/a/b\"]}}");
            for (String json :
                    new String[] {"{\"a\": [\"x\"]}", "{\"a\": {\"b\": \"x\"}}", "{\"a\": []}", "{\"a\": {}}"}) {
                Failure failure = both.refusal(json);
                assertThat(failure.reason()).as(json).isEqualTo(WRONG_TYPE);
                assertThat(failure.path()).isEqualTo("f");
            }
        }
    }

    @Test
    void converter_goesOnAfterARefusal() throws Exception {
        for (int i = 0; i < 3; i++) {
            fixture.refusal("{\"a\": {\"b\": \"" + SECRET);
            fixture.refusal("{\"a\": {\"b\": 1, \"b\": 2}}");
            assertThat(fixture.convertAndRead("{\"a\": {\"b\": \"x" + i + "\"}}")
                            .get("f"))
                    .hasToString("x" + i);
            assertThat(fixture.refusal("{\"a\": {}}").message()).startsWith("f is absent at /a/b");
        }
    }
}
