package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.CHECK_FAILED;
import static dev.sluice.failure.FailureReason.INEXACT;
import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.MISSING_VALUE;
import static dev.sluice.failure.FailureReason.UNKNOWN_VALUE;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static dev.sluice.mapping.MappingFixture.field;
import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.FailureReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data in the notations that its producers chose: each attribute that reads them. */
class ForeignDataTest {

    private static final String STRING = "\"string\"";
    private static final String NULLABLE = "[\"null\", \"string\"]";
    private static final String MILLIS = "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";
    private static final String LOCAL_MILLIS = "{\"type\": \"long\", \"logicalType\": \"local-timestamp-millis\"}";
    private static final String DATE = "{\"type\": \"int\", \"logicalType\": \"date\"}";

    private static String decimal(int precision, int scale) {
        return "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": %d, \"scale\": %d}"
                .formatted(precision, scale);
    }

    private static MappingFixture of(String type, String etl) {
        return ofField(type, ", \"etl\": {" + etl + "}");
    }

    private static Object converted(String type, String etl, String json) throws Exception {
        return of(type, etl).convertAndRead(json).get("f");
    }

    private static String decimal(int scale, String etl, String json) throws Exception {
        byte[] unscaled = ((ByteBuffer) converted(decimal(18, scale), etl, json)).array();
        return new BigDecimal(new BigInteger(unscaled), scale).toPlainString();
    }

    private static FailureReason refused(String type, String etl, String json) {
        return of(type, etl).refusal(json).reason();
    }

    private static String problem(String type, String etl) {
        return MappingFixture.problems(schema(field(type, ", \"etl\": {" + etl + "}"))).stream()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void as_textTakesTheLiteralOfANumber() throws Exception {
        assertThat(converted(
                        STRING,
                        "\"from\": \"/cc\", \"as\": \"text\", \"mask\": \"last-four\"",
                        "{\"cc\": 180094108369013}"))
                .hasToString("***********9013");
        String asText = "\"as\": \"text\"";
        assertThat(converted(STRING, asText, "{\"f\": 1.50}")).hasToString("1.50");
        assertThat(converted(STRING, asText, "{\"f\": true}")).hasToString("true");
        assertThat(converted(STRING, asText, "{\"f\": \"x\"}")).hasToString("x");
        assertThat(refused(STRING, asText, "{\"f\": {}}")).isEqualTo(WRONG_TYPE);
        assertThat(refused(STRING, asText + ", \"maxLength\": 2", "{\"f\": 123}"))
                .isEqualTo(CHECK_FAILED);
    }

    @Test
    void number_mayStandInAStringButNotInAUnion() throws Exception {
        assertThat(converted("\"int\"", "", "{\"f\": \"6\"}")).isEqualTo(6);
        assertThat(converted("\"long\"", "", "{\"f\": \"9007199254740993\"}")).isEqualTo(9_007_199_254_740_993L);
        assertThat(converted("\"double\"", "", "{\"f\": \"0.1\"}")).isEqualTo(0.1);
        assertThat(refused("\"double\"", "", "{\"f\": \"0x1\"}")).isEqualTo(INVALID_TEXT);
        assertThat(converted("[\"int\", \"string\"]", "", "{\"f\": \"6\"}")).hasToString("6");
        assertThat(converted("[\"null\", \"int\"]", "", "{\"f\": \"6\"}")).isEqualTo(6);
    }

    @Test
    void nullIf_makesAbsentBeforeOneIsChosen() throws Exception {
        String etl = "\"from\": [\"/customer_id\", \"/email\"], \"nullIf\": [\"\", \"N/A\"]";
        assertThat(converted(NULLABLE, etl, "{\"customer_id\": \"\", \"email\": \"N/A\"}"))
                .isNull();
        assertThat(converted(NULLABLE, etl, "{\"customer_id\": \"\", \"email\": \"x\"}"))
                .hasToString("x");
        assertThat(refused(STRING, etl, "{\"customer_id\": \"\"}")).isEqualTo(MISSING_VALUE);
        assertThat(ofField("\"int\"", ", \"default\": 7", ", \"etl\": {\"nullIf\": [-1, \"none\", false]}")
                        .convertAndRead("{\"f\": -1.0}")
                        .get("f"))
                .isEqualTo(7);
    }

    @Test
    void nullIf_comparesTheValueAsItComesAndAfterTheSteps() throws Exception {
        String etl = "\"steps\": [\"trim\", \"lower\"], \"nullIf\": [\"n/a\", \"  X\"]";
        assertThat(converted(NULLABLE, etl, "{\"f\": \" N/A \"}")).isNull();
        assertThat(converted(NULLABLE, etl, "{\"f\": \"  X\"}")).isNull();
        assertThat(converted(NULLABLE, etl, "{\"f\": \"X\"}")).hasToString("x");
    }

    @Test
    void items_areCleanedEachByItself() throws Exception {
        String items = "{\"type\": \"array\", \"items\": [\"null\", \"string\"]}";
        assertThat(converted(items, "\"steps\": [\"trim\"], \"nullIf\": [\"\"]", "{\"f\": [\" a \", \" \", null]}"))
                .hasToString("[a, null, null]");
        String booleans = "{\"type\": \"map\", \"values\": \"boolean\"}";
        assertThat(converted(
                                booleans,
                                "\"translate\": {\"Y\": true, \"N\": false}",
                                "{\"f\": {\"a\": \"Y\", \"b\": \"N\"}}")
                        .toString())
                .contains("a=true", "b=false");
        assertThat(converted(
                        "{\"type\": \"array\", \"items\": \"int\"}",
                        "\"number\": {\"grouping\": \",\"}",
                        "{\"f\": [\"1,000\", 2]}"))
                .hasToString("[1000, 2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[\"trim\", \"collapse-spaces\", \"title\"] |   aCME   ltd  | Acme Ltd",
                "[\"upper\", {\"replace\": [\" \", \"_\"]}] |shipped late| SHIPPED_LATE",
                "[{\"extract\": \"id=([0-9]+)\"}] |x id=47 y| 47",
                "[\"title\"] |o'neill-smith| O'neill-Smith",
                "[\"lower\"] |ÄÖ| äö"
            })
    void steps_applyInTheirOrder(String steps, String text, String expected) throws Exception {
        assertThat(ofField(STRING, ", \"etl\": {\"steps\": " + steps + "}").convertField('"' + text + '"'))
                .hasToString(expected);
    }

    @Test
    void steps_refuseATextThatAnExtractDoesNotFind() {
        assertThat(of(STRING, "\"steps\": [{\"extract\": \"([0-9]+)\"}]")
                        .fieldRefusal("\"none\"")
                        .message())
                .isEqualTo("f is a string of 4 characters, in which its \"extract\" finds nothing; send a text that it"
                        + " matches, or change it");
    }

    @Test
    void translate_standsForWordsAndNumbersAndBooleans() throws Exception {
        String words = "\"translate\": {\"Y\": true, \"N\": false, \"1\": true, \"0\": false, \"true\": true}";
        for (String value : new String[] {"\"Y\"", "1", "1.0", "\"1\"", "true"}) {
            assertThat(converted("\"boolean\"", words, "{\"f\": " + value + "}"))
                    .isEqualTo(true);
        }
        assertThat(converted("\"boolean\"", words, "{\"f\": 0}")).isEqualTo(false);
        assertThat(refused("\"boolean\"", words, "{\"f\": \"maybe\"}")).isEqualTo(UNKNOWN_VALUE);
        assertThat(refused("\"boolean\"", words, "{\"f\": false}")).isEqualTo(UNKNOWN_VALUE);
        assertThat(converted("[\"null\", \"boolean\"]", words + ", \"otherwise\": null", "{\"f\": \"maybe\"}"))
                .isNull();
        assertThat(converted(
                        NULLABLE,
                        "\"translate\": {\"a\": \"A\"}, \"otherwise\": {\"from\": \"/g\"}",
                        "{\"f\": \"x\", \"g\": \"G\"}"))
                .hasToString("G");
        assertThat(converted(NULLABLE, "\"translate\": {\"a\": null}", "{\"f\": \"a\"}"))
                .isNull();
    }

    @Test
    void translate_givesConstantsThatSkipTheReading() throws Exception {
        String etl = "\"format\": \"dd/MM/uuuu\", \"translate\": {\"never\": \"9999-12-31\"}, \"otherwise\": \"/f\"";
        assertThat(converted(DATE, etl, "{\"f\": \"never\"}"))
                .isEqualTo((int) LocalDate.of(9999, 12, 31).toEpochDay());
        assertThat(converted(DATE, etl, "{\"f\": \"28/03/2014\"}"))
                .isEqualTo((int) LocalDate.of(2014, 3, 28).toEpochDay());
        assertThat(problem("\"int\"", "\"translate\": {\"a\": \"b\"}"))
                .contains("\"translate\" gives what does not fit");
        assertThat(problem("\"int\"", "\"translate\": {\"a\": null}")).contains("make it nullable");
        assertThat(problem("\"int\"", "\"translate\": {\"a\": [1]}")).contains("no scalar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"grouping\": \",\" | 1,234.50 | 1234.50",
                "\"grouping\": \",\" | 1234.50 | 1234.50",
                "\"grouping\": \",\" | -1,234,567 | -1234567.00",
                "\"grouping\": \".\", \"decimal\": \",\", \"strip\": \"€ \" | 1.234,50 € | 1234.50",
                "\"grouping\": \".\", \"strip\": \"€ \" | € 1.234,50 | 1234.50",
                "\"negative\": \"parentheses\" | (7.90) | -7.90",
                "\"negative\": \"trailing\" | 7.90- | -7.90",
                "\"strip\": \" \" | 007.90 | 7.90"
            })
    void number_isReadInItsNotation(String notation, String text, String expected) throws Exception {
        assertThat(decimal(2, "\"number\": {" + notation + "}", "{\"f\": \"" + text + "\"}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"grouping\": \".\", \"decimal\": \",\" | 1.23",
                "\"grouping\": \",\" | 1,23,456",
                "\"grouping\": \",\" | ,234",
                "\"grouping\": \",\" | 1.5e3",
                "\"decimal\": \",\" | 1.5",
                "\"strip\": \"€\" | 1€5",
                "\"strip\": \"€\" | €"
            })
    void number_isRefusedInAnotherNotation(String notation, String text) {
        assertThat(refused(decimal(9, 2), "\"number\": {" + notation + "}", "{\"f\": \"" + text + "\"}"))
                .isEqualTo(INVALID_TEXT);
    }

    @Test
    void number_isReadFromTheBytesOfKafkaConnect() throws Exception {
        String scaled = "\"number\": {\"base64\": {\"scale\": 2}}";
        assertThat(decimal(2, scaled, "{\"f\": \"AxY=\"}")).isEqualTo("7.90");
        assertThat(decimal(2, scaled, "{\"f\": \"1234\"}")).isEqualTo("-26588.24");
        assertThat(refused(decimal(9, 2), scaled, "{\"f\": 7.90}")).isEqualTo(WRONG_TYPE);
        assertThat(refused(decimal(9, 2), scaled, "{\"f\": \"AxY\"}")).isEqualTo(INVALID_TEXT);
        assertThat(refused(decimal(9, 2), scaled, "{\"f\": \"\"}")).isEqualTo(INVALID_TEXT);
        String variable = "\"number\": {\"base64\": \"variable\"}";
        assertThat(decimal(5, variable, "{\"f\": {\"scale\": 5, \"value\": \"AYHN\"}}"))
                .isEqualTo("0.98765");
        assertThat(refused(decimal(9, 2), variable, "{\"f\": {\"scale\": 5, \"value\": \"AYHN\"}}"))
                .isEqualTo(INEXACT);
        assertThat(refused(decimal(9, 2), variable, "{\"f\": {\"scale\": \"5\"}}"))
                .isEqualTo(INVALID_TEXT);
    }

    @Test
    void rounding_goesWithNumbersAndTimes() throws Exception {
        String halfEven = "\"rounding\": \"HALF_EVEN\"";
        assertThat(decimal(2, halfEven, "{\"f\": 19.990000000000002}")).isEqualTo("19.99");
        assertThat(refused(decimal(9, 2), "\"from\": \"/f\"", "{\"f\": 19.990000000000002}"))
                .isEqualTo(INEXACT);
        assertThat(converted("\"int\"", halfEven, "{\"f\": 2.5}")).isEqualTo(2);
        assertThat(converted(MILLIS, halfEven, "{\"f\": \"1970-01-01T00:00:00.0005Z\"}"))
                .isEqualTo(0L);
        assertThat(converted(MILLIS, halfEven, "{\"f\": \"1970-01-01T00:00:00.00050000000001Z\"}"))
                .isEqualTo(1L);
        assertThat(converted(MILLIS, "\"rounding\": \"FLOOR\"", "{\"f\": \"1969-12-31T23:59:59.9991Z\"}"))
                .isEqualTo(-1L);
        assertThat(converted(MILLIS, "\"unit\": \"seconds\", " + halfEven, "{\"f\": 0.0015}"))
                .isEqualTo(2L);
        assertThat(problem("\"double\"", halfEven)).contains("goes with int, long, decimal");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"uuuu-MM-dd'T'HH:mm:ssxx\" |2021-07-04T17:13:23+0000| 2021-07-04T17:13:23Z",
                "\"rfc1123\" |Tue, 3 Jun 2008 11:05:30 GMT| 2008-06-03T11:05:30Z",
                "\"EEE MMM dd HH:mm:ss Z yyyy\" |Tue Jun 03 11:05:30 +0200 2008| 2008-06-03T09:05:30Z",
                "\"dd-MMM-yyyy hh:mm a X\" |04-Sep-2020 12:05 am Z| 2020-09-04T00:05:00Z",
                "[\"rfc3339\", \"uuuu-MM-dd HH:mmX\"] |2020-09-04T00:05:00+02:00| 2020-09-03T22:05:00Z",
                "[\"rfc3339\", \"uuuu-MM-dd HH:mmX\"] |2020-09-04 00:05Z| 2020-09-04T00:05:00Z",
                "\"uuuu-MM-dd HH:mm:ss.SSSXXX\" |2020-09-04 00:05:01.250+02:00| 2020-09-03T22:05:01.250Z"
            })
    void format_readsTimestamps(String format, String text, String expected) throws Exception {
        assertThat(converted(MILLIS, "\"format\": " + format, "{\"f\": \"" + text + "\"}"))
                .isEqualTo(Instant.parse(expected).toEpochMilli());
        assertThat(refused(MILLIS, "\"format\": " + format, "{\"f\": \"" + text + " \"}"))
                .isEqualTo(INVALID_TEXT);
    }

    @Test
    void format_isStrict() throws Exception {
        String format = "\"format\": \"dd/MM/yyyy\"";
        assertThat(converted(DATE, format, "{\"f\": \"28/03/2014\"}"))
                .isEqualTo((int) LocalDate.of(2014, 3, 28).toEpochDay());
        for (String text : new String[] {"29/02/2015", "3/4/2014", "28/13/2014", "28/03/14", "2014-03-28"}) {
            assertThat(refused(DATE, format, "{\"f\": \"" + text + "\"}"))
                    .as(text)
                    .isEqualTo(INVALID_TEXT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"YYYY-MM-dd\" | write uuuu",
                "\"uuuu-mm-dd\" | write MM",
                "\"uuuu-MM-DD\" | write dd",
                "\"dd/MM/yy\" | whose century would be guessed",
                "[\"dd/MM/uuuu\", \"MM/dd/uuuu\"] | which read",
                "\"uuuu-MM-dd HH:mm\" | a date has none",
                "\"uuuu-MM\" | no whole date",
                "\"'open\" | without its end"
            })
    void format_isRefusedWhereItCannotBeMeant(String format, String problem) {
        assertThat(problem(DATE, "\"format\": " + format)).contains(problem);
    }

    @Test
    void unit_ofDatesMayBeDays() throws Exception {
        assertThat(converted(DATE, "\"unit\": \"days\"", "{\"f\": 19000}")).isEqualTo(19_000);
        assertThat(converted(DATE, "\"unit\": \"days\"", "{\"f\": \"19000\"}")).isEqualTo(19_000);
        assertThat(refused(DATE, "\"unit\": \"days\"", "{\"f\": 0.5}")).isEqualTo(INEXACT);
        assertThat(problem(MILLIS, "\"unit\": \"days\"")).contains("goes with date only");
    }

    @Test
    void zone_isThatOfTimesWithoutOffset() throws Exception {
        String london = "\"format\": \"uuuu-MM-dd HH:mm:ss\", \"eventTime\": true, \"zone\": ";
        MappingFixture plain = of(MILLIS, london + "\"Europe/London\"");
        assertThat(plain.convertField("\"2010-12-01 08:26:00\""))
                .isEqualTo(Instant.parse("2010-12-01T08:26:00Z").toEpochMilli());
        assertThat(plain.convertField("\"2010-07-01 08:26:00\""))
                .isEqualTo(Instant.parse("2010-07-01T07:26:00Z").toEpochMilli());
        assertThat(plain.encoded.eventTimeMillis())
                .isEqualTo(Instant.parse("2010-07-01T07:26:00Z").toEpochMilli());
        assertThat(plain.fieldRefusal("\"2010-03-28 01:30:00\"").reason())
                .as("a gap")
                .isEqualTo(INVALID_TEXT);
        assertThat(plain.fieldRefusal("\"2010-10-31 01:30:00\"").reason())
                .as("an overlap")
                .isEqualTo(INVALID_TEXT);
        String rule = "{\"id\": \"Europe/London\", \"gap\": \"shift\", \"overlap\": \"%s\"}";
        MappingFixture earlier = of(MILLIS, london + rule.formatted("earlier"));
        assertThat(earlier.convertField("\"2010-03-28 01:30:00\""))
                .isEqualTo(Instant.parse("2010-03-28T01:30:00Z").toEpochMilli());
        assertThat(earlier.convertField("\"2010-10-31 01:30:00\""))
                .isEqualTo(Instant.parse("2010-10-31T00:30:00Z").toEpochMilli());
        assertThat(of(MILLIS, london + rule.formatted("later")).convertField("\"2010-10-31 01:30:00\""))
                .isEqualTo(Instant.parse("2010-10-31T01:30:00Z").toEpochMilli());
        assertThat(converted(MILLIS, "\"zone\": \"Europe/London\"", "{\"f\": \"2010-07-01T08:26:00\"}"))
                .isEqualTo(Instant.parse("2010-07-01T07:26:00Z").toEpochMilli());
        assertThat(converted(MILLIS, "\"zone\": \"Europe/London\"", "{\"f\": \"2010-07-01T08:26:00+05:00\"}"))
                .as("an offset counts")
                .isEqualTo(Instant.parse("2010-07-01T03:26:00Z").toEpochMilli());
        assertThat(problem(MILLIS, "\"format\": \"uuuu-MM-dd HH:mm:ss\"")).contains("name the \"zone\"");
    }

    @Test
    void eventTime_mayBeALocalTimestampOrADateOfAZone() throws Exception {
        String paris = "\"eventTime\": true, \"zone\": \"Europe/Paris\"";
        MappingFixture local = of(LOCAL_MILLIS, paris);
        local.convertField("\"2010-12-01T08:26:00\"");
        assertThat(local.encoded.eventTimeMillis())
                .isEqualTo(Instant.parse("2010-12-01T07:26:00Z").toEpochMilli());
        assertThat(local.fieldRefusal("\"2010-03-28T02:30:00\"").reason()).isEqualTo(INVALID_TEXT);
        MappingFixture date = of(DATE, paris);
        date.convertField("\"2010-12-01\"");
        assertThat(date.encoded.eventTimeMillis())
                .isEqualTo(Instant.parse("2010-11-30T23:00:00Z").toEpochMilli());
        assertThat(problem(DATE, "\"eventTime\": true")).contains("name the zone");
    }

    @Test
    void as_jsonIsTheTextOfAnyValue() throws Exception {
        String json = "{\"id\": 1, \"metadata\": {\"a\":[1,{\"b\":null}],\"c\":1.50}}";
        assertThat(converted(STRING, "\"from\": \"/metadata\", \"as\": \"json\"", json))
                .hasToString("{\"a\":[1,{\"b\":null}],\"c\":1.50}");
        assertThat(converted(STRING, "\"from\": \"\", \"as\": \"json\"", json)).hasToString(json);
        assertThat(converted(STRING, "\"as\": \"json\"", "{\"f\": \"a\\n\\\"\\u00e4\"}"))
                .hasToString("\"a\\u000a\\\"ä\"");
        assertThat(problem(STRING, "\"from\": \"\"")).contains("whole document");
    }

    @Test
    void rest_isWhatNoPointerEnters() throws Exception {
        String json =
                "{\"id\": 1, \"new_member\": {\"k\":\"v\"}, \"x\": \"\\ty\", \"sub\": {\"known\": 1, \"other\": [2]}}";
        MappingFixture fixture = MappingFixture.ofFields(
                "{\"name\": \"id\", \"type\": \"int\"}",
                "{\"name\": \"known\", \"type\": \"int\", \"etl\": {\"from\": \"/sub/known\"}}",
                "{\"name\": \"rest\", \"type\": {\"type\": \"map\", \"values\": \"string\"}, \"etl\": {\"rest\": \"\"}}",
                "{\"name\": \"sub\", \"type\": \"string\", \"etl\": {\"rest\": \"/sub\"}}");
        Map<String, String> rest = ((Map<?, ?>) fixture.convertAndRead(json).get("rest"))
                .entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().toString(),
                                entry -> entry.getValue().toString()));
        assertThat(rest).containsOnly(Map.entry("new_member", "{\"k\":\"v\"}"), Map.entry("x", "\"\\u0009y\""));
        assertThat(fixture.convertAndRead(json).get("sub")).hasToString("{\"other\": [2]}");
        assertThat(fixture.convertAndRead("{\"id\": 1, \"sub\": {\"known\": 2}}")
                        .get("sub"))
                .hasToString("{}");
    }

    @Test
    void product_takesConstantsAndAnySource() throws Exception {
        assertThat(decimal(2, "\"product\": [\"/amount\", 0.01]", "{\"amount\": 29700}"))
                .isEqualTo("297.00");
        assertThat(decimal(
                        2,
                        "\"product\": [{\"from\": \"/amount\", \"number\": {\"grouping\": \",\"}}, 0.01]",
                        "{\"amount\": \"29,700\"}"))
                .isEqualTo("297.00");
        assertThat(decimal(
                        4,
                        "\"product\": [{\"product\": [\"/a\", \"/b\"]}, {\"product\": [\"/a\", \"/b\"]}]",
                        "{\"a\": 1.5, \"b\": 2}"))
                .isEqualTo("9.0000");
        assertThat(of(decimal(9, 2), "\"product\": [\"/a\", \"/b\"]")
                        .refusal("{\"a\": 1}")
                        .message())
                .isEqualTo("f is absent at /b; send a value, or make the field nullable");
    }

    @Test
    void cases_chooseByACondition() throws Exception {
        String etl =
                "\"cases\": [{\"when\": {\"from\": \"/stream\", \"oneOf\": [\"b\"]}, \"product\": [\"/amount\", 0.01]},"
                        + " {\"when\": {\"from\": \"/stream\", \"oneOf\": [\"a\"]}, \"from\": \"/value\"}]";
        assertThat(decimal(2, etl, "{\"stream\": \"b\", \"amount\": 29700, \"value\": null}"))
                .isEqualTo("297.00");
        assertThat(decimal(2, etl, "{\"stream\": \"a\", \"amount\": 29700, \"value\": 5}"))
                .isEqualTo("5.00");
        assertThat(refused(decimal(9, 2), etl, "{\"stream\": \"c\", \"amount\": 1}"))
                .isEqualTo(MISSING_VALUE);
        assertThat(decimal(2, etl + ", \"otherwise\": {\"constant\": 1}", "{\"stream\": \"c\"}"))
                .isEqualTo("1.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"from\": \"/a\", \"minimum\": 2, \"maximum\": 3} | {\"a\": 2.5} | true",
                "{\"from\": \"/a\", \"minimum\": 2} | {\"a\": \"x\"} | false",
                "{\"from\": \"/a\", \"present\": true} | {\"a\": null} | false",
                "{\"from\": \"/a\", \"present\": false} | {} | true",
                "{\"from\": \"/a\", \"pattern\": \"[a-z]+\"} | {\"a\": \"xyz\"} | true",
                "{\"from\": \"/a\", \"pattern\": \"[a-z]+\"} | {\"a\": 1} | false",
                "{\"from\": \"/a\", \"oneOf\": [true, 1]} | {\"a\": true} | true",
                "{\"from\": \"/a\", \"oneOf\": [true, 1]} | {\"a\": \"true\"} | false",
                "{\"from\": \"/a\", \"oneOf\": [true, 1]} | {\"a\": 1.0} | true",
                "{\"not\": {\"from\": \"/a\", \"present\": true}} | {} | true",
                "{\"all\": [{\"from\": \"/a\", \"present\": true}, {\"from\": \"/b\", \"present\": true}]} | {\"a\": 1} | false",
                "{\"any\": [{\"from\": \"/a\", \"present\": true}, {\"from\": \"/b\", \"present\": true}]} | {\"a\": 1} | true",
                "{\"from\": \"/a\", \"steps\": [\"upper\"], \"oneOf\": [\"X\"]} | {\"a\": \"x\"} | true"
            })
    void when_holdsOrNotAndNeverFails(String when, String json, boolean holds) throws Exception {
        String etl = "\"cases\": [{\"when\": " + when + ", \"constant\": true}], \"otherwise\": {\"constant\": false}";
        assertThat(converted("\"boolean\"", etl, json)).isEqualTo(holds);
    }

    @Test
    void template_joinsTexts() throws Exception {
        String etl = "\"template\": \"{/first} {/last}{{{/n}}}\"";
        assertThat(converted(STRING, etl, "{\"first\": \"Ada\", \"last\": \"Lovelace\", \"n\": 1.0}"))
                .hasToString("Ada Lovelace{1.0}");
        assertThat(of(STRING, etl).refusal("{\"first\": \"Ada\", \"n\": 1}").message())
                .contains("absent at /last");
        assertThat(refused(STRING, etl, "{\"first\": {}, \"last\": \"x\", \"n\": 1}"))
                .isEqualTo(WRONG_TYPE);
        assertThat(problem(STRING, "\"template\": \"{/a\"")).contains("without a pointer and its end");
        assertThat(problem(STRING, "\"template\": \"a}\"")).contains("did not open");
        assertThat(problem(STRING, "\"template\": \"a\"")).contains("names no pointer");
    }

    @Test
    void bytes_takeAKeyOrAHeaderAsTheyCome() throws Exception {
        byte[] raw = {(byte) 0xff, 0, (byte) 0x80};
        MappingFixture key = of("\"bytes\"", "\"metadata\": \"key\"");
        key.key = raw;
        assertThat(((ByteBuffer) key.convertAndRead("{}").get("f")).array()).isEqualTo(raw);
        MappingFixture header = of("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 3}", "\"header\": \"h\"");
        header.headers.put("h", raw);
        assertThat(header.convertAndRead("{}").get("f")).hasToString("[-1, 0, -128]");
        header.headers.put("h", "four".getBytes(StandardCharsets.UTF_8));
        assertThat(header.refusal("{}").reason()).isEqualTo(FailureReason.OUT_OF_RANGE);
    }

    @Test
    void oneOf_goesWithBooleans() throws Exception {
        String etl = "\"oneOf\": [true]";
        assertThat(converted("\"boolean\"", etl, "{\"f\": true}")).isEqualTo(true);
        assertThat(refused("\"boolean\"", etl, "{\"f\": false}")).isEqualTo(CHECK_FAILED);
    }

    @Test
    void words_doNotGoWithUnionsOfSeveralTypes() {
        assertThat(problem("[\"int\", \"string\"]", "\"steps\": [\"trim\"]"))
                .contains("do not go with a union of several types");
    }

    @Test
    void from_mayNameAMemberWithAnEmptyName() throws Exception {
        assertThat(converted(STRING, "\"from\": \"/\"", "{\"\": \"x\"}")).hasToString("x");
    }

    @Test
    void schema_isRefusedWithLineAndColumn() {
        assertThat(MappingFixture.problems("{\n  \"type\": \"record\",,\n}"))
                .singleElement()
                .asString()
                .contains("line 2, column");
    }
}
