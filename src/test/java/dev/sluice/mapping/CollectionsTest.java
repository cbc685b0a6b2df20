package dev.sluice.mapping;

import static dev.sluice.mapping.MappingFixture.SECRET;
import static dev.sluice.mapping.MappingFixture.field;
import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.problems;
import static dev.sluice.mapping.MappingFixture.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays and maps, read back with Avro's own reader. */
class CollectionsTest {

    private static final String LINES = array("{\"type\": \"record\", \"name\": \"Line\", \"fields\": ["
            + "{\"name\": \"sku\", \"type\": \"string\", \"etl\": {\"from\": \"/item/sku\"}},"
            + "{\"name\": \"count\", \"type\": \"int\", \"default\": 1},"
            + "{\"name\": \"price\", \"type\": [\"null\", \"string\"], \"default\": null,"
            + " \"etl\": {\"lookup\": \"prices\", \"key\": \"/item/sku\", \"value\": \"/eur\", \"onMissing\": \"null\"}},"
            + "{\"name\": \"topic\", \"type\": \"string\", \"etl\": {\"metadata\": \"topic\"}}]}");

    private static String array(String items) {
        return "{\"type\": \"array\", \"items\": " + items + "}";
    }

    private static String map(String values) {
        return "{\"type\": \"map\", \"values\": " + values + "}";
    }

    private static String etl(String words) {
        return ", \"etl\": {" + words + "}";
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 64, 8_191, 8_192, 100_000})
    void array_isWrittenInItsOrderHoweverManyItems(int count) throws Exception {
        List<Object> items = IntStream.range(0, count).<Object>mapToObj(i -> i).toList();
        assertThat(ofField(array("\"int\"")).convertField(items.toString())).isEqualTo(items);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 8_192})
    void map_holdsEachMemberHoweverMany(int count) throws Exception {
        String members = String.join(
                ",",
                IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\": " + i).toList());
        Map<?, ?> map = (Map<?, ?>) ofField(map("\"long\"")).convertField("{" + members + "}");
        assertThat(map).hasSize(count);
        map.forEach((key, value) -> assertThat(key).hasToString("k" + value));
    }

    @Test
    void map_takesKeysWithEscapesAndEmptyOnes() throws Exception {
        Map<?, ?> map = (Map<?, ?>)
                ofField(map("\"boolean\"")).convertField("{\"\": true, \"a\\\"b\\u00e4\": false, \"ä\" : true }");
        assertThat(map.toString()).isEqualTo("{=true, a\"bä=false, ä=true}");
    }

    @Test
    void collections_nest() throws Exception {
        Object read = ofField(map(array(map(array("\"int\"")))))
                .convertField("{\"a\": [{\"b\": [1, 2], \"c\": []}, {}], \"d\": [ ]}");
        assertThat(read).hasToString("{a=[{b=[1, 2], c=[]}, {}], d=[]}");
    }

    @Test
    void items_areRecordsWhosePointersAndLookupsStartAtTheItem() throws Exception {
        MappingFixture fixture = ofField(LINES).row("prices", "A", "{\"eur\": \"1.50\"}");
        List<?> lines = (List<?>) fixture.convertField(
                "[{\"count\": 2, \"item\": {\"sku\": \"A\"}}, {\"item\": {\"sku\": \"B\", \"sku2\": 1}}]");
        assertThat(lines)
                .map(line -> ((GenericRecord) line).get("price"))
                .extracting(String::valueOf)
                .containsExactly("1.50", "null");
        assertThat(lines)
                .hasToString("[{\"sku\": \"A\", \"count\": 2, \"price\": \"1.50\", \"topic\": \"transactions\"},"
                        + " {\"sku\": \"B\", \"count\": 1, \"price\": null, \"topic\": \"transactions\"}]");
    }

    @Test
    void items_mayBeNullWhereTheirTypeAllowsIt() throws Exception {
        assertThat(ofField(array("[\"null\", \"string\"]")).convertField("[null, \"a\", null]"))
                .hasToString("[null, a, null]");
        assertThat(ofField(map("[\"int\", \"null\"]")).convertField("{\"a\": null, \"b\": 1}"))
                .hasToString("{a=null, b=1}");
        assertThat(ofField(array("\"null\"")).convertField("[null, null]")).isEqualTo(Arrays.asList(null, null));
    }

    @Test
    void collection_isNullOrItsDefaultLikeAnyField() throws Exception {
        String nullable = "[\"null\", " + array("\"int\"") + "]";
        assertThat(ofField(nullable).convertField("null")).isNull();
        assertThat(ofField(nullable).convertAndRead("{}").get("f")).isNull();
        assertThat(ofField(array("\"int\""), ", \"default\": [7, 8]")
                        .convertAndRead("{}")
                        .get("f"))
                .hasToString("[7, 8]");
        assertThat(ofField(map("\"int\""), ", \"default\": {}")
                        .convertAndRead("{}")
                        .get("f"))
                .hasToString("{}");
        assertThat(ofField(array("\"int\"")).refusal("{}").reason()).isEqualTo(FailureReason.MISSING_VALUE);
    }

    @Test
    void unitMaskAndChecks_holdForEachItem() throws Exception {
        assertThat(ofField(array("{\"type\": \"int\", \"logicalType\": \"date\"}"), etl("\"unit\": \"seconds\""))
                        .convertField("[86400, 172800]"))
                .hasToString("[1, 2]");
        assertThat(ofField(map("[\"null\", \"string\"]"), etl("\"mask\": \"last-four\""))
                        .convertField("{\"pan\": \"4711081512345678\"}"))
                .hasToString("{pan=************5678}");
        MappingFixture bounded = ofField(array("\"int\""), etl("\"maximum\": 9"));
        assertThat(bounded.convertField("[9, 8]")).hasToString("[9, 8]");
        assertThat(bounded.fieldRefusal("[9, 10]"))
                .isEqualTo(new Failure(
                        FailureReason.CHECK_FAILED,
                        "f[]",
                        "f[] is an integer of 2 digits; it fails its \"maximum\": send what passes, or change the check"
                                + " (f[1])"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[{\"item\": {\"sku\": \"A\"}}, {\"item\": {\"sku\": 1}}] # WRONG_TYPE # f[].sku # (f[1])",
                "[{\"item\": {\"sku\": \"A\"}, \"count\": 1.5}] # INEXACT # f[].count # (f[0])",
                "[{\"item\": {\"sku\": \"A\", \"sku\": \"B\"}}] # DUPLICATE_KEY # f[].sku # f[] holds /item/sku twice",
                "[{\"item\": {}}] # MISSING_VALUE # f[].sku # (f[0])",
                "[null] # WRONG_TYPE # f[] # f[] is null; it takes an object that makes a Line",
                "{} # WRONG_TYPE # f # f is an object; it takes an array",
                "\"SeCrEt4711\" # WRONG_TYPE # f # f is a string of 10 characters; it takes an array",
            })
    void item_isRefusedByItsPathAndPosition(String json, FailureReason reason, String path, String part) {
        Failure failure = ofField(LINES).fieldRefusal(json);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.path()).isEqualTo(path);
        assertThat(failure.message()).contains(part);
    }

    @Test
    void map_isRefusedWithoutTellingItsKeys() {
        MappingFixture fixture = ofField(map(map("\"int\"")));
        Failure failure = fixture.fieldRefusal("{\"x\": {}, \"" + SECRET + "\": {\"" + SECRET + "\": true}}");
        assertThat(failure)
                .isEqualTo(new Failure(
                        FailureReason.WRONG_TYPE,
                        "f{}{}",
                        "f{}{} is a boolean; it takes a whole number of 32 bits: send that (f{}[0]) (f[1])"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"a\": 1, \"b\": 2, \"a\": 3} # DUPLICATE_KEY",
                "{\"a\": 1, \"\\u0061\": 3} # DUPLICATE_KEY",
                "{\"\": 1, \"\": 3} # DUPLICATE_KEY",
                "{\"\\ud800\": 1} # INVALID_TEXT"
            })
    void map_isRefusedForKeysThatAreNotEachTheirOwn(String json, FailureReason reason) {
        assertThat(ofField(map("\"int\"")).fieldRefusal(json).reason()).isEqualTo(reason);
    }

    @Test
    void array_isRefusedWhenItsDefaultsWouldExhaustMemory() {
        String large = "{\"type\": \"record\", \"name\": \"L\", \"fields\": [{\"name\": \"s\", \"type\": \"string\","
                + " \"default\": \"" + "x".repeat(10_000) + "\"}]}";
        String items = String.join(",", Collections.nCopies(2_000, "{}"));
        assertThat(ofField(array(large)).fieldRefusal("[" + items + "]"))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(FailureReason.LIMIT_EXCEEDED))
                .satisfies(failure -> assertThat(failure.message()).contains("send fewer items"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\"lookup\": \"t\", \"key\": \"/k\", \"value\": \"/v\" # does not fit its type, array",
                "\"product\": [\"/a\", \"/b\"] # does not fit its type, array",
                "\"metadata\": \"topic\" # does not fit its type, array",
                "\"header\": \"h\" # does not fit its type, array",
                "\"constant\": \"x\" # f is a string of 1 character; it takes an array",
                "\"mask\": \"redact\" # \"mask\" goes with string only",
                "\"pattern\": \"x\" # go with string, uuid and enum only",
                "\"eventTime\": true # goes with timestamps, and with"
            })
    void etl_isRefusedWhereItDoesNotGoWithItems(String words, String part) {
        assertThat(problems(schema(field(array("\"int\""), etl(words)))))
                .singleElement()
                .asString()
                .contains(part);
    }

    @Test
    void eventTime_isRefusedWithinItems() {
        String item = "{\"type\": \"record\", \"name\": \"I\", \"fields\": [{\"name\": \"t\", \"type\":"
                + " {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}, \"etl\": {\"eventTime\": true}}]}";
        assertThat(problems(schema(field(array(item)))))
                .singleElement()
                .asString()
                .startsWith("f[].t: etl's \"eventTime\" is within items");
    }

    @Test
    void etl_isRefusedOnAnArrayOfRecordsForWhatGoesOnTheirFields() {
        assertThat(problems(schema(field(LINES, etl("\"mask\": \"redact\"")))))
                .singleElement()
                .asString()
                .contains("put them on the record's fields");
    }
}
