package dev.sluice.mapping.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

class BreaksTest {

    private static final String SILENT = "; Avro does not compare logical types, so values may silently be misread";

    private static Schema record(String... fields) {
        return new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + String.join(",", fields) + "]}");
    }

    private static String field(String name, String type, String... attributes) {
        return "{\"name\": \"" + name + "\", \"type\": " + type + String.join("", attributes) + "}";
    }

    private static String card(String... fields) {
        return "{\"type\": \"record\", \"name\": \"Card\", \"fields\": [" + String.join(",", fields) + "]}";
    }

    private static String logical(String type, String logicalType) {
        return "{\"type\": \"" + type + "\", \"logicalType\": \"" + logicalType + "\"}";
    }

    private static String decimal(int precision, int scale) {
        return "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": " + precision + ", \"scale\": "
                + scale + "}";
    }

    private static List<String> breaks(Schema reader, Schema writer) {
        return Breaks.of(reader, "NEW", writer, "OLD");
    }

    /** The breaks of a field {@code f} between two types. */
    private static List<String> breaks(String read, String written) {
        return breaks(record(field("f", read)), record(field("f", written)));
    }

    @Test
    void break_namesWhatIsBeneathALogicalTypeThatIsTheSame() {
        String fixed = "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 8, \"logicalType\": \"decimal\","
                + " \"precision\": 9, \"scale\": 2}";
        assertThat(breaks(decimal(9, 2), fixed))
                .containsExactly("f: decimal(9,2) over fixed of OLD cannot be read as decimal(9,2) over bytes of NEW");
    }

    @Test
    void sameSchema_breaksNothing() {
        Schema schema =
                record(field("f", "[\"null\", " + decimal(18, 4) + "]"), field("c", card(field("n", "\"int\""))));

        assertThat(breaks(schema, schema)).isEmpty();
    }

    @Test
    void field_thatOnlyReadersHaveNeedsADefault() {
        Schema without = record(field("a", "\"int\""));

        assertThat(breaks(record(field("a", "\"int\""), field("b", "\"int\"")), without))
                .containsExactly("b: OLD does not have it, and NEW has no default for it");
        assertThat(breaks(record(field("a", "\"int\""), field("b", "\"int\"", ", \"default\": 0")), without))
                .isEmpty();
        assertThat(breaks(without, record(field("a", "\"int\""), field("b", "\"int\""))))
                .isEmpty();
    }

    /** Avro 1.12.2 says "type mismatch, enum and record", of the record that lacks the field. */
    @Test
    void field_thatOnlyReadersHaveNeedsADefaultOfItsOwnIfItIsAnEnumWithADefault() {
        String withDefault = "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"], \"default\": \"A\"}";

        assertThat(breaks(record(field("e", withDefault)), record()))
                .containsExactly("e: OLD does not have it, and NEW has no default for it");
    }

    @Test
    void field_underAnotherNameIsFoundByItsAlias() {
        Schema renamed = record(field("b", "\"int\"", ", \"aliases\": [\"a\"]"));

        assertThat(breaks(renamed, record(field("a", "\"int\"")))).isEmpty();
        assertThat(breaks(record(field("a", "\"int\"")), renamed))
                .containsExactly("a: OLD does not have it, and NEW has no default for it");
    }

    @Test
    void type_isNamedOnBothSidesWhenOneCannotBeReadAsTheOther() {
        assertThat(breaks("\"long\"", "\"string\"")).containsExactly("f: string of OLD cannot be read as long of NEW");
        assertThat(breaks("\"int\"", "\"long\"")).containsExactly("f: long of OLD cannot be read as int of NEW");
        assertThat(breaks("\"long\"", decimal(18, 4)))
                .containsExactly("f: decimal(18,4) of OLD cannot be read as long of NEW");
    }

    @Test
    void type_thatAvroPromotesBreaksNothing() {
        assertThat(breaks("\"long\"", "\"int\"")).isEmpty();
        assertThat(breaks("\"double\"", "\"float\"")).isEmpty();
        assertThat(breaks("\"string\"", "\"bytes\"")).isEmpty();
    }

    @Test
    void symbols_thatReadersDoNotKnowAreListed() {
        String both = "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\", \"C\"]}";
        String one = "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"B\"]}";

        assertThat(breaks(one, both))
                .containsExactly("f: NEW does not know the symbols A, C of OLD, and its enum has no default");
        assertThat(breaks(both, one)).isEmpty();
        assertThat(breaks("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"B\"], \"default\": \"B\"}", both))
                .isEmpty();
    }

    @Test
    void fixed_namesBothSizes() {
        assertThat(breaks(
                        "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 20}",
                        "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 16}"))
                .containsExactly("f: 16 bytes in OLD, 20 in NEW");
    }

    @Test
    void name_isPartOfAType() {
        String kard = card(field("n", "\"int\"")).replace("Card", "Kard");

        assertThat(breaks(kard, card(field("n", "\"int\""))))
                .containsExactly("f: record Card of OLD is named Kard in NEW, without an alias");
        assertThat(breaks(
                        kard.replace("\"fields\"", "\"aliases\": [\"Card\"], \"fields\""), card(field("n", "\"int\""))))
                .isEmpty();
    }

    @Test
    void union_withoutABranchListsThoseThatThereAre() {
        assertThat(breaks("[\"null\", \"long\"]", "[\"null\", \"string\"]"))
                .containsExactly("f: string of OLD is none of the types in NEW: null, long");
        assertThat(breaks("[\"int\", \"string\"]", "\"boolean\""))
                .containsExactly("f: boolean of OLD is none of the types in NEW: int, string");
    }

    @Test
    void null_isATypeThatOthersCannotRead() {
        assertThat(breaks("\"string\"", "[\"null\", \"string\"]"))
                .containsExactly("f: null of OLD cannot be read as string of NEW");
        assertThat(breaks("[\"null\", \"string\"]", "\"string\"")).isEmpty();
    }

    /** Avro itself says only that the union lacks a record. */
    @Test
    void path_leadsIntoTheBranchesOfUnions() {
        Schema reader = record(field(
                "card",
                "[\"null\", "
                        + card(
                                field("network", "\"long\""),
                                field(
                                        "issuer",
                                        "[\"null\", "
                                                + card(field("x", "\"int\"")).replace("Card", "I") + "]"))
                        + "]"));
        Schema writer = record(field(
                "card",
                "[\"null\", "
                        + card(
                                field("network", "\"string\""),
                                field("issuer", "[\"null\", " + card().replace("Card", "I") + "]"))
                        + "]"));

        assertThat(breaks(reader, writer))
                .containsExactly(
                        "card.network: string of OLD cannot be read as long of NEW",
                        "card.issuer.x: OLD does not have it, and NEW has no default for it");
    }

    @Test
    void path_leadsIntoRecordsArraysAndMaps() {
        Schema reader = record(
                field("card", card(field("network", "\"long\""))),
                field("tags", "{\"type\": \"array\", \"items\": \"long\"}"),
                field("rates", "{\"type\": \"map\", \"values\": {\"type\": \"array\", \"items\": \"long\"}}"));
        Schema writer = record(
                field("rates", "{\"type\": \"map\", \"values\": {\"type\": \"array\", \"items\": \"string\"}}"),
                field("tags", "{\"type\": \"array\", \"items\": \"string\"}"),
                field("card", card(field("network", "\"string\""))));

        String what = ": string of OLD cannot be read as long of NEW";
        assertThat(breaks(reader, writer)).containsExactly("card.network" + what, "tags[]" + what, "rates{}[]" + what);
    }

    @Test
    void root_isCalledTheSchema() {
        assertThat(breaks(Schema.create(Schema.Type.LONG), record()))
                .containsExactly("schema: record of OLD cannot be read as long of NEW");
    }

    /** Each record comes back in a union of the other, and both have a break of their own. */
    @Test
    void recursiveSchemas_areExplainedOnce() {
        String recursive = "{\"type\": \"record\", \"name\": \"A\", \"fields\": [{\"name\": \"x\", \"type\": \"T\"},"
                + "{\"name\": \"b\", \"type\": [\"null\", {\"type\": \"record\", \"name\": \"B\", \"fields\": ["
                + "{\"name\": \"y\", \"type\": \"T\"}, {\"name\": \"a\", \"type\": [\"null\", \"A\"]}]}]}]}";
        Schema reader = new Schema.Parser().parse(recursive.replace("\"T\"", "\"long\""));
        Schema writer = new Schema.Parser().parse(recursive.replace("\"T\"", "\"string\""));

        assertThat(breaks(reader, writer))
                .startsWith("x: string of OLD cannot be read as long of NEW")
                .contains("b.y: string of OLD cannot be read as long of NEW")
                .hasSizeLessThan(5);
    }

    @Test
    void logicalType_thatIsChangedBreaksWhatAvroLetsPass() {
        assertPassesAvroButBreaks(decimal(18, 4), decimal(18, 2), "decimal(18,4)", "decimal(18,2)");
        assertPassesAvroButBreaks(
                logical("long", "timestamp-millis"),
                logical("long", "timestamp-micros"),
                "timestamp-millis",
                "timestamp-micros");
        assertPassesAvroButBreaks("\"long\"", logical("long", "timestamp-millis"), "long", "timestamp-millis");
        assertPassesAvroButBreaks("\"bytes\"", decimal(9, 2), "bytes", "decimal(9,2)");
        assertPassesAvroButBreaks(
                "[\"null\", " + decimal(18, 4) + "]",
                "[\"null\", " + decimal(18, 2) + "]",
                "decimal(18,4)",
                "decimal(18,2)");
    }

    private static void assertPassesAvroButBreaks(String read, String written, String readName, String writtenName) {
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(
                                record(field("f", read)), record(field("f", written)))
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(breaks(read, written))
                .containsExactly("f: " + writtenName + " of OLD is " + readName + " in NEW" + SILENT);
        assertThat(breaks(written, read))
                .containsExactly("f: " + readName + " of OLD is " + writtenName + " in NEW" + SILENT);
    }

    @Test
    void decimal_ofMorePrecisionHoldsThoseOfLess() {
        assertThat(breaks(decimal(20, 4), decimal(18, 4))).isEmpty();
        assertThat(breaks(decimal(18, 4), decimal(20, 4)))
                .containsExactly("f: decimal(20,4) of OLD is decimal(18,4) in NEW" + SILENT);
    }

    @Test
    void logicalType_isFoundWhereverItStands() {
        Schema millis = record(
                field("card", "[\"null\", " + card(field("at", logical("long", "timestamp-millis"))) + "]"),
                field("ats", "{\"type\": \"array\", \"items\": " + logical("long", "timestamp-millis") + "}"),
                field("by", "{\"type\": \"map\", \"values\": " + logical("long", "timestamp-millis") + "}"));
        Schema micros = new Schema.Parser().parse(millis.toString().replace("millis", "micros"));

        String what = ": timestamp-micros of OLD is timestamp-millis in NEW" + SILENT;
        assertThat(breaks(millis, micros)).containsExactly("card.at" + what, "ats[]" + what, "by{}" + what);
    }

    @Test
    void breaks_areFoundWheneverAvroFindsOne() {
        Random random = new Random(4711);
        int incompatible = 0;
        for (int round = 0; round < 5_000; round++) {
            Schema reader = randomRecord(random, "R", 3);
            Schema writer = randomRecord(random, "R", 3);
            boolean compatible = Unions.reads(reader, writer);
            incompatible += compatible ? 0 : 1;
            assertThat(breaks(reader, writer).isEmpty())
                    .as("%s from %s", reader, writer)
                    .isEqualTo(compatible);
        }
        assertThat(incompatible).isBetween(1_000, 4_900);
    }

    private static Schema randomRecord(Random random, String name, int depth) {
        List<Schema.Field> fields = new ArrayList<>();
        for (String field : List.of("a", "b")) {
            if (random.nextInt(4) > 0) {
                Schema type = randomType(random, name + field, depth);
                boolean nullFirst =
                        type.isUnion() && type.getTypes().get(0).getType() == Schema.Type.NULL && random.nextBoolean();
                fields.add(
                        nullFirst
                                ? new Schema.Field(field, type, null, Schema.Field.NULL_DEFAULT_VALUE)
                                : new Schema.Field(field, type));
            }
        }
        return Schema.createRecord(name, null, null, false, fields);
    }

    private static Schema randomType(Random random, String name, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0, 1 -> Schema.create(Schema.Type.LONG);
            case 2 -> Schema.create(Schema.Type.INT);
            case 3 -> Schema.create(Schema.Type.STRING);
            case 4 ->
                Schema.createEnum(name + "E", null, null, random.nextBoolean() ? List.of("A") : List.of("A", "B"));
            case 5 -> Schema.createFixed(name + "F", null, null, 1 + random.nextInt(2));
            case 6 -> Schema.createArray(randomType(random, name + "i", depth - 1));
            case 7 -> randomRecord(random, name + "R", depth - 1);
            default -> {
                Schema branch = randomType(random, name, depth - 1);
                yield branch.isUnion() ? branch : Schema.createUnion(Schema.create(Schema.Type.NULL), branch);
            }
        };
    }
}
