package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.mapping.schema.MappedField;
import dev.sluice.mapping.schema.Metadata;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldDescriptionsTest {

    private static List<MappedField> fields(String... fields) {
        return Mapping.compile(MappingFixture.schema(fields)).fields();
    }

    private static MappedField field(String type, String... attributes) {
        return fields(MappingFixture.field(type, attributes)).get(0);
    }

    @Test
    void fields_areInTheSchemasOrderARecordBeforeItsOwn() {
        List<MappedField> fields = fields(
                "{\"name\": \"a\", \"type\": \"int\"}",
                "{\"name\": \"r\", \"type\": [\"null\", {\"type\": \"record\", \"name\": \"S\", \"fields\": [{\"name\": \"s\","
                        + " \"type\": \"string\"}]}], \"default\": null, \"etl\": {\"from\": \"/x\"}}",
                "{\"name\": \"z\", \"type\": \"int\", \"aliases\": [\"y\"]}");

        assertThat(fields)
                .containsExactly(
                        new MappedField("a", "int", "/a", "refused", List.of(), null),
                        new MappedField("r", "record?", "/x", "null", List.of(), null),
                        new MappedField("r.s", "string", "/x/s", "refused", List.of(), null),
                        new MappedField("z", "int", "/z or /y", "refused", List.of(), null));
    }

    @Test
    void source_startsWithTheItemWherePointersDo() {
        List<MappedField> fields = fields("{\"name\": \"lines\", \"type\": {\"type\": \"array\", \"items\": {\"type\":"
                + " \"record\", \"name\": \"L\", \"fields\": [{\"name\": \"sku\", \"type\": \"string\"}, {\"name\": \"n\","
                + " \"type\": \"string\", \"etl\": {\"lookup\": \"t\", \"key\": \"/sku\", \"value\": \"/n\"}}]}}}");

        assertThat(fields)
                .extracting(MappedField::path, MappedField::source)
                .containsExactly(
                        tuple("lines", "/lines"),
                        tuple("lines[].sku", "lines[]/sku"),
                        tuple("lines[].n", "/n of lookup table t by lines[]/sku"));
    }

    @Test
    void source_isInWordsForEachOrigin() {
        assertThat(field("\"string\"", ", \"etl\": {\"from\": [\"/a\", \"/b/c\"]}")
                        .source())
                .isEqualTo("/a or /b/c");
        assertThat(field("\"string\"", ", \"etl\": {\"constant\": \"EUR\"}").source())
                .isEqualTo("constant EUR");
        assertThat(field("\"string\"", ", \"etl\": {\"header\": \"trace\"}").source())
                .isEqualTo("header trace");
        assertThat(field("\"long\"", ", \"etl\": {\"metadata\": \"offset\"}").source())
                .isEqualTo("metadata offset");
        assertThat(field("\"string\"", ", \"etl\": {\"lookup\": \"t\", \"key\": [\"/k\", \"/l\"], \"value\": \"/v\"}")
                        .source())
                .isEqualTo("/v of lookup table t by /k and /l");
        assertThat(field(
                                "\"long\"",
                                ", \"etl\": {\"product\": [{\"lookup\": \"t\", \"key\": \"/k\", \"value\": \"/v\"}, \"/n\"]}")
                        .source())
                .isEqualTo("product of /v of lookup table t by /k and /n");
    }

    @Test
    void metadata_isThatOfTheSource() {
        assertThat(field("\"long\"", ", \"etl\": {\"metadata\": \"offset\"}").metadata())
                .isEqualTo(Metadata.OFFSET);
        assertThat(field("\"string\"", ", \"etl\": {\"constant\": \"metadata offset\"}")
                        .metadata())
                .isNull();
        assertThat(field("\"long\"").metadata()).isNull();
    }

    @Test
    void whenAbsent_isNeverWhereThereAlwaysIsAValue() {
        assertThat(field("\"string\"", ", \"etl\": {\"constant\": \"EUR\"}").whenAbsent())
                .isEqualTo("never");
        assertThat(field("\"string\"", ", \"etl\": {\"metadata\": \"topic\"}").whenAbsent())
                .isEqualTo("never");
        assertThat(field("\"string\"", ", \"etl\": {\"metadata\": \"key\"}").whenAbsent())
                .isEqualTo("refused");
    }

    @Test
    void whenAbsent_isWhatTheConverterDoes() {
        assertThat(field("\"string\"").whenAbsent()).isEqualTo("refused");
        assertThat(field("[\"null\", \"string\"]").whenAbsent()).isEqualTo("null");
        assertThat(field("[\"null\", \"string\"]", ", \"default\": null").whenAbsent())
                .isEqualTo("null");
        assertThat(field("[\"string\", \"null\"]", ", \"default\": \"-\"").whenAbsent())
                .isEqualTo("default");
        assertThat(field("[\"null\", \"string\"]", ", \"default\": null, \"etl\": {\"required\": true}")
                        .whenAbsent())
                .isEqualTo("refused");
        String lookup = ", \"etl\": {\"lookup\": \"t\", \"key\": \"/k\", \"value\": \"/v\"}";
        assertThat(field("[\"string\", \"null\"]", ", \"default\": \"-\"", lookup)
                        .whenAbsent())
                .isEqualTo("null");
        assertThat(field("\"string\"", ", \"default\": \"-\"", lookup).whenAbsent())
                .isEqualTo("default");
    }

    @Test
    void rules_areAllThatTheEtlAttributeAsksForBesides() {
        assertThat(field(
                                "\"string\"",
                                ", \"etl\": {\"required\": true, \"minLength\": 1, \"maxLength\": 9, \"pattern\": \"[A-Z]+\","
                                        + " \"oneOf\": [\"A\", \"B\"], \"mask\": \"last-four\"}")
                        .rules())
                .containsExactly(
                        "required", "minLength 1", "maxLength 9", "pattern [A-Z]+", "oneOf [A, B]", "mask last-four");
        assertThat(field(
                                "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
                                ", \"etl\": {\"eventTime\": true, \"unit\": \"seconds\"}")
                        .rules())
                .containsExactly("event time", "unit seconds");
        assertThat(field(
                                "[\"null\", \"long\"]",
                                ", \"etl\": {\"rounding\": \"DOWN\", \"product\": [\"/n\", {\"lookup\": \"t\", \"key\": \"/k\","
                                        + " \"value\": \"/v\", \"onMissing\": \"null\"}], \"minimum\": 0, \"maximum\": 9}")
                        .rules())
                .containsExactly("rounding DOWN", "a miss in t is null", "minimum 0", "maximum 9");
    }
}
