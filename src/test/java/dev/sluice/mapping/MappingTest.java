package dev.sluice.mapping;

import static dev.sluice.mapping.MappingFixture.field;
import static dev.sluice.mapping.MappingFixture.problems;
import static dev.sluice.mapping.MappingFixture.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiling a schema: what comes of a good one, and what is said of a bad one. */
class MappingTest {

    private static final String MILLIS = "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";

    private static void assertProblem(String type, String attributes, String... parts) {
        assertThat(problems(schema(field(type, attributes))))
                .singleElement()
                .asString()
                .startsWith("f: ")
                .contains(parts);
    }

    @Test
    void problems_areAllReportedAtOnceByPath() {
        String inner = "{\"type\": \"record\", \"name\": \"Inner\", \"fields\": ["
                + "{\"name\": \"x\", \"type\": \"int\", \"etl\": {\"form\": \"/x\"}},"
                + "{\"name\": \"y\", \"type\": {\"type\": \"array\", \"items\":"
                + " {\"type\": \"int\", \"logicalType\": \"uuid\"}}}]}";
        assertThat(problems(schema(
                        field(inner),
                        "{\"name\": \"g\", \"type\": \"string\", \"etl\": {\"metadata\": \"topik\"}}",
                        "{\"name\": \"h\", \"type\": \"string\", \"etl\": {\"from\": \"h\"}}",
                        "{\"name\": \"i\", \"type\": {\"type\": \"int\", \"logicalType\": \"dat\"}}")))
                .satisfiesExactly(
                        form -> assertThat(form)
                                .startsWith("f.x: etl has no \"form\"")
                                .endsWith("did you mean \"from\"?"),
                        item -> assertThat(item)
                                .startsWith("f.y[]: logical type uuid over int is not supported; expected decimal"),
                        topic -> assertThat(topic)
                                .startsWith("g: etl's \"metadata\" is \"topik\"")
                                .endsWith("did you mean \"topic\"?"),
                        pointer -> assertThat(pointer).startsWith("h: ").contains("\"/h\""),
                        date -> assertThat(date)
                                .startsWith("i: logical type \"dat\"")
                                .endsWith("did you mean \"date\"?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"long\", \"logicalType\": \"time-millis\"}",
                "{\"type\": \"int\", \"logicalType\": \"time-micros\"}",
                "{\"type\": \"int\", \"logicalType\": \"local-timestamp-millis\"}",
                "{\"type\": \"string\", \"logicalType\": \"date\"}",
                "{\"type\": \"bytes\", \"logicalType\": \"uuid\"}",
                "{\"type\": \"bytes\", \"logicalType\": \"big-decimal\"}",
                "[\"null\", \"string\", {\"type\": \"long\", \"logicalType\": \"date\"}]"
            })
    void type_isRefusedWhenNotSupported(String type) {
        assertProblem(type, "", "not supported", "expected");
    }

    @Test
    void duration_isRefusedWithWhatToUseInstead() {
        assertProblem(
                "{\"type\": \"fixed\", \"name\": \"D\", \"size\": 12, \"logicalType\": \"duration\"}",
                "",
                "duration is not supported",
                "use a long of milliseconds, or a string");
    }

    @Test
    void uuid_isRefusedOverAFixedOfAnotherSize() {
        assertProblem(
                "{\"type\": \"fixed\", \"name\": \"U\", \"size\": 12, \"logicalType\": \"uuid\"}",
                "",
                "\"size\" of 16");
    }

    @Test
    void schema_isRefusedWithHalfASurrogatePair() {
        assertThat(problems(schema(field("\"string\"", ", \"etl\": {\"from\": \"/\\ud800\"}"))))
                .singleElement()
                .asString()
                .contains("half of a surrogate pair");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\"float\" # 1e300 # is no finite number",
                "\"double\" # 1e400 # is no finite number",
                "{\"type\": \"array\", \"items\": \"double\"} # [1, 1e400] # is no finite number",
                "[\"double\", \"null\"] # 1e400 # is no finite number",
                "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2} # \"abc\" # has 3 bytes, its type 2",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 2} # \"ab\" # at most 2 digits",
                "{\"type\": \"record\", \"name\": \"I\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"},"
                        + " {\"name\": \"y\", \"type\": \"double\"}]} # {\"x\": 1, \"y\": 1e400} # is no finite number",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 2} # \"d\" # at most 2 digits",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 2} # \"\" # at most 2 digits",
                "{\"type\": \"string\", \"logicalType\": \"uuid\"} # \"hello\" # is no UUID",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} # -5 # is no time of a day",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} # 86400000 # is no time of a day",
                "{\"type\": \"long\", \"logicalType\": \"time-micros\"} # 86400000000 # is no time of a day"
            })
    void default_isRefusedThatNoRecordCouldHave(String type, String value, String part) {
        assertProblem(type, ", \"default\": " + value, "its default " + (part.startsWith("at") ? "" : part), part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} # 0",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"} # 86399999",
                "{\"type\": \"long\", \"logicalType\": \"time-micros\"} # 86399999999",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 2} # \"c\""
            })
    void default_isTakenUpToTheLastThatARecordCouldHave(String type, String value) {
        assertThatCode(() -> Mapping.compile(schema(field(type, ", \"default\": " + value))))
                .doesNotThrowAnyException();
    }

    @Test
    void logicalType_isRefusedOverAnotherTypeWhateverTheDefault() {
        assertProblem(
                "{\"type\": \"string\", \"logicalType\": \"time-millis\"}", ", \"default\": \"x\"", "not supported");
    }

    @Test
    void logicalType_isRefusedUnlessItIsText() {
        assertProblem("{\"type\": \"long\", \"logicalType\": 5}", "", "must be a text");
    }

    @Test
    void union_isRefusedWithoutTypes() {
        assertProblem("[]", "", "name its types");
    }

    @Test
    void decimal_isRefusedWithoutAPossiblePrecision() {
        assertProblem("{\"type\": \"bytes\", \"logicalType\": \"decimal\"}", "", "precision");
        assertProblem(
                "{\"type\": \"fixed\", \"name\": \"D\", \"size\": 2, \"logicalType\": \"decimal\", \"precision\": 9}",
                "",
                "precision");
    }

    @Test
    void record_isRefusedWhenItHoldsItself() {
        assertThat(problems("{\"type\": \"record\", \"name\": \"Node\", \"fields\": [{\"name\": \"next\","
                        + " \"type\": [\"null\", \"Node\"]}]}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("next: record Node holds itself")
                        .contains("spell out as many levels as you need"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\"from\": \"/a\", \"header\": \"b\" # both from and header",
                "\"from\": \"/a\", \"key\": \"/b\" # goes with lookup only",
                "\"from\": \"/a\", \"rounding\": \"UP\" # goes with int, long, decimal, dates and times only",
                "\"from\": \"\" # whole document",
                "\"from\": \"/a~2\" # write ~0 for a tilde",
                "\"from\": 1 # must be a JSON Pointer",
                "\"lookup\": \"m\", \"value\": \"/x\" # \"key\" must be a JSON Pointer",
                "\"lookup\": \"m\", \"key\": [], \"value\": \"/x\" # \"key\" is empty",
                "\"lookup\": \"m\", \"key\": \"/k\" # \"value\" must be a JSON Pointer",
                "\"lookup\": \"m\", \"key\": \"/k\", \"value\": \"/x\", \"onMissing\": \"retri\" # mean \"retry\"?",
                "\"lookup\": \"m\", \"key\": \"/k\", \"value\": \"/x\", \"onMissing\": null # as a JSON string",
                "\"lookup\": \"m\", \"key\": \"/k\", \"value\": \"/x\", \"onMissing\": \"null\" # make it nullable",
                "\"lookup\": \"m\", \"key\": \"/k\", \"value\": \"/x\", \"onmissing\": \"null\" # mean \"onMissing\"?",
                "\"product\": [\"/a\"] # two factors or more",
                "\"product\": [\"/a\", true] # must be a JSON Pointer such as \"/amount\", a list of sources, or an object",
                "\"product\": [\"/a\", {\"constant\": \"x\"}] # a constant factor of etl's \"product\" is no number",
                "\"product\": [\"/a\", {\"key\": \"/k\"}] # a source has none of from, constant, lookup",
                "\"product\": [\"/a\", \"/b\"] # a product, does not fit its type, string",
                "\"product\": [\"/a\", \"/b\"], \"rounding\": \"half_even\" # mean \"HALF_EVEN\"?",
                "\"metadata\": \"offset\" # metadata offset, does not fit its type, string",
                "\"metadata\": \"ingestion_time\" # mean \"ingestion-time\"?",
                "\"unit\": \"millis\" # goes with dates and times only",
                "\"unit\": \"milis\" # mean \"millis\"?",
                "\"eventTime\": true # goes with timestamps, and with local timestamps and dates of a \"zone\"",
                "\"eventTime\": \"yes\" # must be true or false"
            })
    void etl_isRefusedWithWhatToWriteInstead(String words, String part) {
        assertThat(problems(schema(field("\"string\"", ", \"etl\": {" + words + "}"))))
                .anySatisfy(problem -> assertThat(problem).startsWith("f: ").contains(part));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\"int\" # \"constant\": 1.5 # etl's \"constant\": f is a number with 1 decimal",
                "\"int\" # \"constant\": \"x\" # etl's \"constant\": f is a string of 1 character",
                "\"int\" # \"constant\": null # must be a text, a number, true or false",
                "\"int\" # \"constant\": [1] # must be a text, a number, true or false",
                "\"int\" # \"product\": [\"/a\", {\"lookup\": \"m\", \"key\": \"/k\", \"value\": \"/x\","
                        + " \"onmissing\": \"retry\"}] # a source has no \"onmissing\"; expected from, constant,"
                        + " lookup, key, value, onMissing",
                "\"int\" # \"from\": [] # \"from\" is empty",
                "\"int\" # \"from\": [\"/a\", \"\"] # whole document",
                "\"int\" # \"from\": [\"/a\", \"b\"] # \"/b\""
            })
    void source_isRefusedWhereItDoesNotFit(String type, String words, String part) {
        assertProblem(type, ", \"etl\": {" + words + "}", part);
    }

    @Test
    void unit_isRefusedWithMetadata() {
        assertProblem(
                MILLIS,
                ", \"etl\": {\"metadata\": \"timestamp\", \"unit\": \"seconds\"}",
                "\"unit\" does not go with metadata, whose times are milliseconds");
    }

    @Test
    void suggestion_isMadeOnlyWhereAWordIsNear() {
        assertThat(problems(schema(field(MILLIS, ", \"etl\": {\"unit\": \"fortnights\"}"))))
                .containsExactly("f: etl's \"unit\" is \"fortnights\"; expected days, seconds, millis, micros, nanos");
    }

    @Test
    void constant_isRefusedAsEventTime() {
        assertProblem(
                MILLIS,
                ", \"etl\": {\"constant\": \"2026-01-01T00:00:00Z\", \"eventTime\": true}",
                "does not go with a constant");
    }

    @Test
    void numbers_ofTheSchemaAreExact() throws Exception {
        String type = "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 40, \"scale\": 20}";
        for (String number : new String[] {"0.12345678901234567891", "12345678901234567891", "0.1"}) {
            MappingFixture fixture = MappingFixture.ofField(type, ", \"etl\": {\"constant\": " + number + "}");
            BigInteger unscaled =
                    new BigInteger(((ByteBuffer) fixture.convertAndRead("{}").get("f")).array());
            assertThat(new BigDecimal(unscaled, 20)).isEqualByComparingTo(number);
        }
    }

    @Test
    void record_isRefusedFromSeveralPlaces() {
        String inner = "{\"type\": \"record\", \"name\": \"Inner\", \"fields\": []}";
        assertProblem(inner, ", \"etl\": {\"from\": [\"/a\", \"/b\"]}", "one pointer");
    }

    @Test
    void etl_isRefusedWhenItIsNoObject() {
        assertProblem("\"string\"", ", \"etl\": \"/a\"", "etl must be an object");
    }

    @Test
    void etl_isRefusedOnATypeOrMisspelled() {
        assertProblem("{\"type\": \"string\", \"etl\": {}}", "", "goes on a field");
        assertProblem("\"string\"", ", \"elt\": {}", "did you mean \"etl\"?");
        assertThat(problems("{\"type\": \"record\", \"name\": \"R\", \"fields\": [], \"etl\": {}}"))
                .singleElement()
                .asString()
                .startsWith("schema: ");
    }

    @Test
    void etl_isRefusedWhereItsWordsStandBesideIt() {
        assertProblem("\"string\"", ", \"from\": \"/a\"", "\"from\" stands on the field; put it into \"etl\"");
        assertProblem("\"string\"", ", \"mask\": \"redact\", \"etl\": {\"from\": \"/a\"}", "\"mask\" stands on");
    }

    @Test
    void logicalType_isRefusedOnAFieldOrMisspelled() {
        assertProblem("\"long\"", ", \"logicalType\": \"timestamp-millis\"", "stands on the field");
        assertProblem("{\"type\": \"int\", \"logicaltype\": \"date\"}", "", "did you mean \"logicalType\"?");
    }

    @Test
    void eventTime_isRefusedTwiceOrWithADefault() {
        String marked = ", \"type\": " + MILLIS + ", \"etl\": {\"eventTime\": true}";
        assertThat(problems(schema("{\"name\": \"a\"" + marked + "}", "{\"name\": \"b\"" + marked + "}")))
                .containsExactly("b: etl's \"eventTime\" is on a already; keep one of them");
        assertThat(problems(schema("{\"name\": \"a\", \"default\": 0" + marked + "}")))
                .singleElement()
                .asString()
                .contains("no default but null");
    }

    @Test
    void record_isRefusedWithAnEtlOtherThanFrom() {
        String inner = "{\"type\": \"record\", \"name\": \"Inner\", \"fields\": []}";
        assertProblem(inner, ", \"etl\": {\"header\": \"x\"}", "\"from\" only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "{",
                "{\"type\": \"record\"}",
                "{\"type\": \"record\", \"name\": \"R\", \"name\": \"S\", \"fields\": []}",
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"f\", \"type\": \"int\", \"default\": \"x\"}]}",
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"f\", \"type\": \"Unknown\"}]}"
            })
    void schema_isRefusedWhenAvroDoes(String avsc) {
        assertThat(problems(avsc))
                .singleElement()
                .asString()
                .startsWith("schema: it does not parse as an Avro schema: ");
    }

    @Test
    void schema_isRefusedWhenItIsNoRecord() {
        assertThat(problems("\"string\"")).containsExactly("schema: its type is string; expected a record");
    }

    @Test
    void writerSchema_isTheSchemaWithoutEtl() {
        String inner =
                "{\"type\": \"record\", \"name\": \"Inner\", \"fields\": [{\"name\": \"etl\", \"type\": \"int\"%s}]}";
        String outer = schema(
                field(inner, ", \"default\": {\"etl\": 5}, \"doc\": \"d\", \"pii\": true%s"),
                "{\"name\": \"g\", \"type\": [\"null\", \"Inner\"]%s}");
        String from = ", \"etl\": {\"from\": \"/x\"}";
        Mapping mapping = Mapping.compile(String.format(outer, from, from, from));
        Mapping bare = Mapping.compile(String.format(outer, "", "", ""));
        assertThat(mapping.writerSchema()).isEqualTo(bare.writerSchema());
        assertThat(new Schema.Parser()
                        .parse(mapping.writerSchema())
                        .getField("f")
                        .defaultVal())
                .hasToString("{etl=5}");
        assertThat(mapping.schemaFingerprint())
                .isEqualTo(bare.schemaFingerprint())
                .matches("[0-9a-f]{16}");
        assertThat(mapping.fingerprint()).isNotEqualTo(bare.fingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void fingerprints_doNotSeeWhitespaceOrComments() {
        Mapping one = Mapping.compile(schema(field("\"int\"")));
        Mapping two = Mapping.compile("/* ints */ " + schema(field("\"int\"")).replace(" ", "\n  "));
        assertThat(two.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(two.schemaFingerprint()).isEqualTo(one.schemaFingerprint());
    }

    @Test
    void rowReader_isRefusedForATableThatIsNotRead() {
        Mapping mapping = Mapping.compile(schema(field("\"int\"")));
        assertThat(mapping.lookupTables()).isEmpty();
        assertThatThrownBy(() -> mapping.rowReader("x")).isInstanceOf(IllegalArgumentException.class);
    }
}
