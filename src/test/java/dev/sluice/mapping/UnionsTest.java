package dev.sluice.mapping;

import static dev.sluice.mapping.MappingFixture.field;
import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.problems;
import static dev.sluice.mapping.MappingFixture.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unions of several types: the first branch in the schema's order that takes the value exactly. */
class UnionsTest {

    private static final String DATE = "{\"type\": \"int\", \"logicalType\": \"date\"}";
    private static final String DECIMAL =
            "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 5, \"scale\": 2}";
    private static final String CARD = "{\"type\": \"record\", \"name\": \"Card\", \"fields\": ["
            + "{\"name\": \"brand\", \"type\": \"string\"}, {\"name\": \"last4\", \"type\": \"string\","
            + " \"default\": \"none\"}]}";
    private static final String BANK =
            "{\"type\": \"record\", \"name\": \"Bank\", \"fields\": [{\"name\": \"iban\", \"type\": \"string\"}]}";

    private static String etl(String words) {
        return ", \"etl\": {" + words + "}";
    }

    /** The index of the branch that Avro binary begins with. */
    private static int branch(MappingFixture fixture, String json) throws Exception {
        byte[] bytes = fixture.convertToBytes("{\"f\": " + json + "}");
        fixture.read();
        return bytes[0] / 2;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[\"int\", \"long\", \"double\", \"string\"] # 1 # 0",
                "[\"int\", \"long\", \"double\", \"string\"] # 2147483648 # 1",
                "[\"int\", \"long\", \"double\", \"string\"] # 1.5 # 2",
                "[\"int\", \"long\", \"double\", \"string\"] # 1e40 # 2",
                "[\"int\", \"long\", \"double\", \"string\"] # \"1\" # 3",
                "[\"double\", \"int\"] # 1 # 0",
                "[\"null\", \"string\", \"boolean\"] # null # 0",
                "[\"null\", \"string\", \"boolean\"] # \"a\" # 1",
                "[\"string\", \"boolean\", \"null\"] # true # 1",
                "[\"string\", \"boolean\", \"null\"] # null # 2",
                "[{\"type\": \"int\", \"logicalType\": \"date\"}, \"string\"] # \"2026-11-21\" # 0",
                "[{\"type\": \"int\", \"logicalType\": \"date\"}, \"string\"] # \"21.11.2026\" # 1",
                "[{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}, \"string\"] # \"A\" # 0",
                "[{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}, \"string\"] # \"B\" # 1",
                "[\"bytes\", \"string\"] # \"AAAA\" # 0",
                "[\"bytes\", \"string\"] # \"AAAA=\" # 1",
                "[\"string\", {\"type\": \"array\", \"items\": \"int\"}, {\"type\": \"map\", \"values\": \"int\"}] # [1] # 1",
                "[\"string\", {\"type\": \"array\", \"items\": \"int\"}, {\"type\": \"map\", \"values\": \"int\"}] # {} # 2",
            })
    void union_isWrittenAsTheFirstBranchThatTakesTheValue(String union, String json, int branch) throws Exception {
        assertThat(branch(ofField(union), json)).isEqualTo(branch);
    }

    @Test
    void records_takeAnObjectIfAllTheirFieldsCanBeWritten() throws Exception {
        MappingFixture fixture = ofField("[\"null\", \"string\", " + CARD + ", " + BANK + "]");
        assertThat(fixture.convertField("\"card_1\"")).hasToString("card_1");
        assertThat(fixture.convertField("{\"brand\": \"visa\"}"))
                .hasToString("{\"brand\": \"visa\", \"last4\": \"none\"}");
        assertThat(((GenericRecord) fixture.convertField("{\"iban\": \"DE02\"}"))
                        .getSchema()
                        .getName())
                .isEqualTo("Bank");
    }

    @Test
    void records_areRefusedAsTheOneThatGotFurthestRefusesTheObject() {
        String card = "{\"type\": \"record\", \"name\": \"Card\", \"fields\": ["
                + "{\"name\": \"object\", \"type\": \"string\", \"etl\": {\"oneOf\": [\"card\"]}},"
                + "{\"name\": \"last4\", \"type\": \"int\"}]}";
        String bank = card.replace("Card", "Bank").replace("card", "bank");
        Failure failure =
                ofField("[" + card + ", " + bank + "]").fieldRefusal("{\"object\": \"card\", \"last4\": \"four\"}");
        assertThat(failure.path()).isEqualTo("f.last4");
    }

    @Test
    void whatABranchWroteBeforeItRefused_isForgotten() throws Exception {
        String first = "{\"type\": \"record\", \"name\": \"A\", \"fields\": ["
                + "{\"name\": \"a\", \"type\": \"string\"}, {\"name\": \"n\", \"type\": \"int\"}]}";
        String second = "{\"type\": \"map\", \"values\": \"string\"}";
        assertThat(ofField("[" + first + ", " + second + "]").convertField("{\"a\": \"x\", \"n\": \"y\"}"))
                .hasToString("{a=x, n=y}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[\"int\", \"long\"] # 9223372036854775808 # OUT_OF_RANGE # a whole number of 64 bits",
                "[\"int\", \"boolean\"] # 1.5 # INEXACT # a whole number of 32 bits",
                "[\"int\", \"boolean\"] # \"x\" # WRONG_TYPE # it takes a whole number of 32 bits, or true or false",
                "[\"int\", \"boolean\"] # null # MISSING_VALUE # make the field nullable",
                "[\"int\", \"string\"] # \"\\ud800\" # INVALID_TEXT # lone surrogates",
            })
    void union_isRefusedAsItsLastBranchOfThatKindRefusesIt(
            String union, String json, FailureReason reason, String part) {
        Failure failure = ofField(union).fieldRefusal(json);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.path()).isEqualTo("f");
        assertThat(failure.message()).contains(part);
    }

    @Test
    void union_waitsForARowRatherThanTakeAnotherBranch() {
        String waiting =
                "{\"type\": \"record\", \"name\": \"W\", \"fields\": [{\"name\": \"name\", \"type\": \"string\","
                        + " \"etl\": {\"lookup\": \"t\", \"key\": \"/id\", \"value\": \"/name\", \"onMissing\": \"retry\"}}]}";
        Failure failure = ofField("[" + waiting + ", {\"type\": \"map\", \"values\": \"string\"}]")
                .fieldRefusal("{\"id\": \"1\"}");
        assertThat(failure.reason()).isEqualTo(FailureReason.LOOKUP_PENDING);
    }

    @Test
    void unit_goesToTheTimesOfAUnion() throws Exception {
        MappingFixture fixture = ofField("[" + DATE + ", \"long\", \"string\"]", etl("\"unit\": \"seconds\""));
        assertThat(fixture.convertField("86400")).isEqualTo(1);
        assertThat(fixture.convertField("86401")).isEqualTo(86_401L);
        assertThat(fixture.convertField("\"x\"")).hasToString("x");
    }

    @Test
    void constantsHeadersAndRows_goThroughAUnion() throws Exception {
        String union = "[\"null\", " + DECIMAL + ", \"string\"]";
        assertThat(ofField(union, etl("\"constant\": \"EUR\""))
                        .convertAndRead("{}")
                        .get("f"))
                .hasToString("EUR");
        MappingFixture row = ofField(union, etl("\"lookup\": \"t\", \"key\": \"/k\", \"value\": \"/v\""))
                .row("t", "1", "{\"v\": 1.5}")
                .row("t", "2", "{\"v\": \"x\"}");
        assertThat(row.convertAndRead("{\"k\": 2}").get("f")).hasToString("x");
        assertThat(row.convertToBytes("{\"k\": 1}")[0] / 2).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[\"int\", \"string\"] # \"mask\": \"redact\" # do not go with a union of several types",
                "[\"int\", \"string\"] # \"minimum\": 1 # do not go with a union of several types",
                "[\"int\", \"string\"] # \"unit\": \"millis\" # goes with dates and times only",
                "[\"int\", \"string\"] # \"product\": [\"/a\", \"/b\"] # does not fit its type, union",
                "[\"int\", \"long\"] # \"metadata\": \"offset\" # does not fit its type, union",
                "[\"int\", {\"type\": \"map\", \"values\": \"int\"}] # \"lookup\": \"t\", \"key\": \"/k\", \"value\": \"/v\""
                        + " # does not fit its type, union",
            })
    void etl_isRefusedWhereItDoesNotGoWithAUnion(String union, String words, String part) {
        assertThat(problems(schema(field(union, etl(words)))))
                .singleElement()
                .asString()
                .contains(part);
    }
}
