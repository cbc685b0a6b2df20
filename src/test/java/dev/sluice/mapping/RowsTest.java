package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.CHECK_FAILED;
import static dev.sluice.failure.FailureReason.DUPLICATE_KEY;
import static dev.sluice.failure.FailureReason.LIMIT_EXCEEDED;
import static dev.sluice.failure.FailureReason.MALFORMED_JSON;
import static dev.sluice.failure.FailureReason.MISSING_VALUE;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import dev.sluice.mapping.json.JsonLimits;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The root attribute "pipeline": JSON within strings, and several rows of one record. */
class RowsTest {

    private static final String ORDER = field("order", "long", "/order");
    private static final String SKU = field("sku", "string", "/lines/sku");
    private static final String COUNT = field("n", "int", "/lines/n");

    private static String field(String name, String type, String from) {
        return "{\"name\": \"%s\", \"type\": \"%s\", \"etl\": {\"from\": \"%s\"}}".formatted(name, type, from);
    }

    private static String schema(String pipeline, String... fields) {
        return "{\"type\": \"record\", \"name\": \"R\", \"pipeline\": {" + pipeline + "}, \"fields\": ["
                + String.join(",", fields) + "]}";
    }

    private static MappingFixture lines(String empty) {
        String words = empty.isEmpty() ? "" : ", \"empty\": \"" + empty + "\"";
        return MappingFixture.ofSchema(schema("\"explode\": {\"from\": \"/lines\"" + words + "}", ORDER, SKU, COUNT));
    }

    private static List<String> texts(List<GenericRecord> rows) {
        return rows.stream()
                .map(row -> row.getSchema().getFields().stream()
                        .map(Schema.Field::pos)
                        .map(position -> String.valueOf(row.get(position)))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void explode_makesARowOfEachItemWithTheRestOfTheRecord() throws Exception {
        MappingFixture fixture = lines("");
        String json = "{\"lines\": [{\"sku\": \"a\", \"n\": 1}, {\"n\": 2, \"sku\": \"b\\n\"}], \"order\": 7}";
        assertThat(texts(fixture.convertAndReadRows(json))).containsExactly("7 a 1", "7 b\n 2");
        assertThat(texts(fixture.convertAndReadRows("{\"order\": 8, \"lines\": [{\"sku\": \"c\", \"n\": 3}]}")))
                .as("the next record")
                .containsExactly("8 c 3");
    }

    @Test
    void explode_takesNothingOfTheItemBefore() {
        String json = "{\"order\": 7, \"lines\": [{\"sku\": \"a\", \"n\": 1}, {\"sku\": \"b\"}]}";
        assertThat(lines("").refusal(json).reason()).isEqualTo(MISSING_VALUE);
    }

    @Test
    void explode_isAllRowsOrNone() {
        String fields = "{\"name\": \"n\", \"type\": \"int\", \"etl\": {\"from\": \"/lines\", \"maximum\": 5}}";
        MappingFixture fixture = MappingFixture.ofSchema(schema("\"explode\": {\"from\": \"/lines\"}", fields));
        assertThat(fixture.refusal("{\"lines\": [1, 2, 6]}").reason()).isEqualTo(CHECK_FAILED);
    }

    @Test
    void explode_goesOverScalarsAndOverArrays() throws Exception {
        MappingFixture tags = MappingFixture.ofSchema(schema(
                "\"explode\": {\"from\": \"/a/tags\"}",
                field("tag", "string", "/a/tags"),
                "{\"name\": \"row\", \"type\": \"int\", \"etl\": {\"metadata\": \"row\"}}",
                field("other", "string", "/a/other")));
        assertThat(texts(tags.convertAndReadRows("{\"a\": {\"tags\": [\"x\", \"\\u0041\"], \"other\": \"\\t\"}}")))
                .containsExactly("x 0 \t", "A 1 \t");
        MappingFixture points = MappingFixture.ofSchema(
                schema(
                        "\"explode\": {\"from\": \"/points\"}",
                        "{\"name\": \"p\", \"type\": {\"type\": \"array\", \"items\": \"int\"}, \"etl\": {\"from\": \"/points\"}}"));
        assertThat(texts(points.convertAndReadRows("{\"points\": [[1, 2], [], [3]]}")))
                .containsExactly("[1, 2]", "[]", "[3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"order\": 7, \"lines\": []}", "{\"order\": 7, \"lines\": null}", "{\"order\": 7}"})
    void explode_withoutItemsIsRefusedOrIgnoredOrKept(String json) throws Exception {
        assertThat(lines("").refusal(json).message()).contains("/lines has no item");
        assertThat(lines("refuse").refusal(json).reason()).isEqualTo(MISSING_VALUE);
        assertThat(lines("ignore").convertAndReadRows(json)).isEmpty();
        MappingFixture kept = MappingFixture.ofSchema(schema(
                "\"explode\": {\"from\": \"/lines\", \"empty\": \"keep\"}",
                ORDER,
                "{\"name\": \"sku\", \"type\": [\"null\", \"string\"], \"etl\": {\"from\": \"/lines/sku\"}}"));
        assertThat(texts(kept.convertAndReadRows(json))).containsExactly("7 null");
    }

    @Test
    void explode_ofNoArrayIsRefused() {
        assertThat(lines("ignore")
                        .refusal("{\"order\": 7, \"lines\": {\"sku\": \"a\"}}")
                        .message())
                .isEqualTo("/lines is an object; its items are the rows: send an array");
        assertThat(lines("keep").refusal("{\"order\": 7, \"lines\": \"a\"}").reason())
                .isEqualTo(WRONG_TYPE);
    }

    @Test
    void explode_isBoundedByTheLimitOfADocument() {
        JsonLimits limits = new JsonLimits(2_000, 64, 1 << 20, 1_000, 1_000);
        MappingFixture fixture = MappingFixture.ofSchema(
                schema(
                        "\"explode\": {\"from\": \"/lines\"}",
                        "{\"name\": \"c\", \"type\": \"string\", \"etl\": {\"constant\": \"" + "x".repeat(100)
                                + "\"}}"),
                new MappingOptions(null, limits));
        assertThat(fixture.refusal("{\"lines\": [" + "1,".repeat(50) + "1]}").reason())
                .isEqualTo(LIMIT_EXCEEDED);
    }

    @Test
    void failures_areAllOfARecordEachOnce() {
        MappingFixture fixture = MappingFixture.ofSchema(schema(
                "\"explode\": {\"from\": \"/lines\"}",
                ORDER,
                SKU,
                COUNT,
                "{\"name\": \"sub\", \"type\": {\"type\": \"record\", \"name\": \"S\", \"fields\": ["
                        + "{\"name\": \"x\", \"type\": \"int\"}, {\"name\": \"y\", \"type\": \"int\"}]}}"));
        String json = "{\"order\": \"x\", \"lines\": [{\"sku\": 1, \"n\": 1}, {\"sku\": 2, \"n\": true}],"
                + " \"sub\": {\"x\": 1, \"y\": \"z\"}}";
        assertThat(fixture.failures(json))
                .extracting(failure -> failure.path() + " " + failure.reason())
                .containsExactly("order INVALID_TEXT", "sku WRONG_TYPE", "sub.y INVALID_TEXT", "n WRONG_TYPE");
        assertThat(fixture.failures(json).get(0)).isEqualTo(fixture.refusal(json));
        assertThat(fixture.failures("{\"order\": \"x\", \"lines\": [{\"sku\": \"a\", \"n\": 1}], \"sub\": 7}"))
                .extracting(Failure::path)
                .containsExactly("order", "sub");
        assertThat(fixture.failures("{")).extracting(Failure::reason).containsExactly(MALFORMED_JSON);
        assertThat(fixture.failures(
                        "{\"order\": 1, \"lines\": [{\"sku\": \"a\", \"n\": 1}], \"sub\": {\"x\": 1, \"y\": 2}}"))
                .isEmpty();
    }

    @Test
    void explode_findsAKeyTwiceInAnItemOnly() throws Exception {
        String item = "{\"sku\": \"a\", \"n\": 1}";
        assertThat(lines("").convertAndReadRows("{\"order\": 7, \"lines\": [" + item + "," + item + "]}"))
                .hasSize(2);
        assertThat(lines("")
                        .refusal("{\"order\": 7, \"lines\": [{\"sku\": \"a\", \"sku\": \"b\", \"n\": 1}]}")
                        .reason())
                .isEqualTo(DUPLICATE_KEY);
        assertThat(lines("")
                        .refusal("{\"order\": 7, \"lines\": [" + item + "], \"lines\": []}")
                        .reason())
                .isEqualTo(DUPLICATE_KEY);
    }

    @Test
    void explode_hasNoEventTimeInItsItems() {
        String time = "{\"name\": \"t\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"},"
                + " \"etl\": {\"from\": \"/lines/t\", \"eventTime\": true}}";
        assertThat(MappingFixture.problems(schema("\"explode\": {\"from\": \"/lines\"}", time)))
                .containsExactly(
                        "t: etl's \"eventTime\" is within the rows at /lines, and a record has one; name a value"
                                + " of the record outside of them");
    }

    @Test
    void parse_readsJsonWithinStringsHoweverOften() throws Exception {
        MappingFixture fixture = MappingFixture.ofSchema(schema(
                "\"parse\": [\"\", \"/payload\", \"/payload/inner\"]",
                field("id", "int", "/id"),
                field("text", "string", "/payload/text"),
                field("n", "int", "/payload/inner/n"),
                field("after", "string", "/payload/after")));
        String inner = "{\"n\": 5}";
        String payload = "{\"text\": \"a\\n\\\"b\", \"inner\": " + quoted(inner) + ", \"after\": \"\\t\"}";
        String json = "{\"payload\": " + quoted(payload) + ", \"id\": 3}";
        String expected = "3 a\n\"b 5 \t";
        assertThat(texts(fixture.convertAndReadRows(quoted(json)))).containsExactly(expected);
        assertThat(texts(fixture.convertAndReadRows(json)))
                .as("a value that is no string is taken as it is")
                .containsExactly(expected);
    }

    @Test
    void parse_givesTheItemsOfRows() throws Exception {
        MappingFixture fixture = MappingFixture.ofSchema(
                schema("\"parse\": [\"/lines\"], \"explode\": {\"from\": \"/lines\"}", ORDER, SKU, COUNT));
        String lines = "[{\"sku\": \"a\\t\", \"n\": 1}, {\"sku\": \"b\\t\", \"n\": 2}]";
        assertThat(texts(fixture.convertAndReadRows("{\"lines\": " + quoted(lines) + ", \"order\": 7}")))
                .containsExactly("7 a\t 1", "7 b\t 2");
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"payload\": \"\"}| the text at /payload is empty; send JSON in it, or null",
                "{\"payload\": \"{\"}| the text at /payload is no JSON from byte 1 of 1 on",
                "{\"payload\": \"{} {}\"}| the text at /payload goes on after its end; send one value in it",
                "{\"payload\": \"\\ud800\"}| the text at /payload is no Unicode text"
            })
    void parse_refusesWhatIsNoJson(String json, String message) {
        MappingFixture fixture =
                MappingFixture.ofSchema(schema("\"parse\": [\"/payload\"]", field("n", "int", "/payload/n")));
        assertThat(fixture.refusal(json).reason()).isEqualTo(MALFORMED_JSON);
        assertThat(fixture.refusal(json).message()).isEqualTo(message);
    }

    @Test
    void parse_doesNotDisturbWhatFollowsARefusedRecord() throws Exception {
        MappingFixture fixture = MappingFixture.ofSchema(
                schema("\"parse\": [\"/payload\"]", field("n", "int", "/payload/n"), field("m", "string", "/m")));
        assertThat(fixture.refusal("{\"payload\": \"{\\\"n\\\": oops}\"}").reason())
                .isEqualTo(MALFORMED_JSON);
        assertThat(texts(fixture.convertAndReadRows("{\"m\": \"\\n\", \"payload\": \"{\\\"n\\\": 1}\"}")))
                .containsExactly("1 \n");
    }

    @Test
    void pipeline_isNoPartOfTheObjectsSchemaButOfTheMappingsFingerprint() {
        Mapping with = Mapping.compile(schema("\"explode\": {\"from\": \"/lines\"}", ORDER));
        Mapping without = Mapping.compile(MappingFixture.schema(ORDER));
        assertThat(with.writerSchema()).isEqualTo(without.writerSchema());
        assertThat(with.schemaFingerprint()).isEqualTo(without.schemaFingerprint());
        assertThat(with.fingerprint()).isNotEqualTo(without.fingerprint());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"explode\": \"/lines\"| pipeline's \"explode\" must be an object",
                "\"explode\": {}| pipeline's \"from\" must be a JSON Pointer",
                "\"explode\": {\"from\": \"\"}| is the whole document",
                "\"explode\": {\"from\": \"/a\", \"empty\": \"drop\"}| expected refuse, ignore, keep",
                "\"explode\": {\"form\": \"/a\"}| did you mean \"from\"?",
                "\"exploded\": {\"from\": \"/a\"}| did you mean \"explode\"?",
                "\"parse\": [\"payload\"]| it must start with a slash",
                "\"ignore\": [\"\"]| names the whole document"
            })
    void pipeline_saysWhatIsWrongWithIt(String words, String problem) {
        assertThat(MappingFixture.problems(schema(words, ORDER)))
                .singleElement()
                .asString()
                .contains(problem);
    }
}
