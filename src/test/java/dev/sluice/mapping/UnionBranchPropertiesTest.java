package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Unions whose branches take the same JSON: the branch is the first, in the schema's order, that takes the value. */
class UnionBranchPropertiesTest {

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z");

    /** What takes a JSON value, by Java's own means: the value for Avro, or null if it is refused. */
    private record Branch(String schema, Function<Schema, Function<String, Object>> read) {}

    private static final List<Branch> NUMBERS = List.of(
            branch("\"int\"", text -> (Object) new BigDecimal(text).intValueExact()),
            branch("\"long\"", text -> new BigDecimal(text).longValueExact()),
            branch("\"float\"", text -> faithful(Float.parseFloat(text), text)),
            branch("\"double\"", text -> faithful(Double.parseDouble(text), text)),
            branch("{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 5, \"scale\": 2}", text -> {
                BigDecimal exact = new BigDecimal(text).setScale(2);
                return exact.precision() > 5 && exact.signum() != 0
                        ? null
                        : ByteBuffer.wrap(exact.unscaledValue().toByteArray());
            }));

    private static final List<Branch> TEXTS = List.of(
            branch("\"string\"", text -> text),
            branch("\"bytes\"", text -> base64(text)),
            branch("{\"type\": \"int\", \"logicalType\": \"date\"}", text ->
                    (int) LocalDate.parse(text).toEpochDay()),
            branch(
                    "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
                    text -> INSTANT.matcher(text).matches()
                            ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                            : null),
            new Branch(
                    "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"AAAA\"]}",
                    schema -> text -> schema.hasEnumSymbol(text) ? new GenericData.EnumSymbol(schema, text) : null),
            new Branch("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 3}", schema -> text -> {
                ByteBuffer bytes = base64(text);
                return bytes == null || bytes.remaining() != 3 ? null : new GenericData.Fixed(schema, bytes.array());
            }));

    /** Of objects with numbers and texts for members; {@code "a": 1} is the text {@code a=1}. */
    private static final List<Branch> OBJECTS = List.of(
            record("A", "a", "int", text -> Integer.valueOf(text)),
            record("B", "b", "string", text -> unquoted(text)),
            record("C", "a", "string", text -> unquoted(text)),
            record("D", "b", "long", text -> Long.valueOf(text)),
            branch("{\"type\": \"map\", \"values\": \"int\"}", text -> {
                Map<String, Object> map = members(text);
                map.replaceAll((name, member) -> Integer.valueOf((String) member));
                return map;
            }));

    private static Branch branch(String schema, Function<String, Object> read) {
        return new Branch(schema, ignored -> read);
    }

    private static Branch record(String name, String field, String type, Function<String, Object> read) {
        String schema = "{\"type\": \"record\", \"name\": \"" + name + "\", \"fields\": [{\"name\": \"" + field
                + "\", \"type\": \"" + type + "\"}]}";
        return new Branch(schema, avro -> text -> {
            Object member = members(text).get(field);
            Object value = member == null ? null : read.apply((String) member);
            GenericData.Record record = new GenericData.Record(avro);
            record.put(field, value);
            return value == null ? null : record;
        });
    }

    private static Object faithful(Number number, String text) {
        double value = number.doubleValue();
        return Double.isInfinite(value) || value == 0 && new BigDecimal(text).signum() != 0 ? null : number;
    }

    private static ByteBuffer base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        return Base64.getEncoder().encodeToString(bytes).equals(text) ? ByteBuffer.wrap(bytes) : null;
    }

    private static String unquoted(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : null;
    }

    private static Map<String, Object> members(String object) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String member : object.replaceAll("[{}]", "").split(",")) {
            if (!member.isEmpty()) {
                members.put(member.substring(1, 2), member.substring(4));
            }
        }
        return members;
    }

    @Provide
    Arbitrary<List<Branch>> numberBranches() {
        return Arbitraries.shuffle(NUMBERS).flatMap(UnionBranchPropertiesTest::prefixes);
    }

    @Provide
    Arbitrary<List<Branch>> textBranches() {
        return Arbitraries.shuffle(TEXTS).flatMap(UnionBranchPropertiesTest::prefixes);
    }

    @Provide
    Arbitrary<List<Branch>> objectBranches() {
        return Arbitraries.shuffle(OBJECTS).flatMap(UnionBranchPropertiesTest::prefixes);
    }

    private static Arbitrary<List<Branch>> prefixes(List<Branch> branches) {
        return Arbitraries.integers().between(2, branches.size()).map(size -> branches.subList(0, size));
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<BigDecimal> values = Arbitraries.oneOf(
                Arbitraries.integers().between(-9999, 9999).map(BigDecimal::valueOf),
                Arbitraries.longs().map(BigDecimal::valueOf),
                Combinators.combine(
                                Arbitraries.integers(), Arbitraries.integers().between(-400, 60))
                        .as((digits, scale) -> BigDecimal.valueOf(digits, scale)),
                Combinators.combine(
                                Arbitraries.integers(), Arbitraries.integers().between(0, 400))
                        .as((digits, scale) -> BigDecimal.valueOf(digits, scale)));
        return Combinators.combine(values, Arbitraries.of(true, false))
                .as((value, plain) -> plain ? value.toPlainString() : value.toString());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "A", "AAAA", "2026-11-21", "2026-02-30", "2026-11-21T13:14:15Z", "2026-11-21T13:14:15.1234Z"),
                Arbitraries.of("AA==", "AQ==", "AB==", "////", "", "AAA=", "2026", "20261121"),
                Arbitraries.strings().withCharRange('A', 'C').withChars("=4").ofMaxLength(8));
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> values = Arbitraries.of("1", "2147483648", "\"1\"", "\"x\"");
        return Combinators.combine(values.optional(0.7), values.optional(0.7)).as((a, b) -> {
            List<String> members = new ArrayList<>();
            a.ifPresent(value -> members.add("\"a\":" + value));
            b.ifPresent(value -> members.add("\"b\":" + value));
            return "{" + String.join(",", members) + "}";
        });
    }

    @Property
    void number_isOfTheFirstBranchThatTakesIt(
            @ForAll("numberBranches") List<Branch> branches, @ForAll("numbers") String number) throws Exception {
        assertFirstBranch(branches, number, number);
    }

    @Property
    void text_isOfTheFirstBranchThatTakesIt(@ForAll("textBranches") List<Branch> branches, @ForAll("texts") String text)
            throws Exception {
        assertFirstBranch(branches, text, "\"" + text + "\"");
    }

    @Property
    void object_isOfTheFirstBranchThatTakesIt(
            @ForAll("objectBranches") List<Branch> branches, @ForAll("objects") String object) throws Exception {
        assertFirstBranch(branches, object, object);
    }

    private static void assertFirstBranch(List<Branch> branches, String value, String json) throws Exception {
        String union = branches.stream().map(Branch::schema).collect(Collectors.joining(", ", "[", "]"));
        MappingFixture fixture = MappingFixture.ofField(union);
        for (int i = 0; i < branches.size(); i++) {
            int branch = i;
            Object avro = read(branches.get(i), fixture, i, value);
            if (avro != null) {
                Sample expected = new Sample(Json.NULL, schema -> record(schema, avro), List::of);
                byte[] bytes = fixture.convertToBytes(("{\"f\": " + json + "}").getBytes(StandardCharsets.UTF_8));
                assertThat(bytes[0]).as("the branch").isEqualTo((byte) (2 * branch));
                assertThat(bytes).isEqualTo(AvroPropertiesTest.write(expected, fixture.mapping));
                return;
            }
        }
        assertThat(fixture.fieldRefusal(json).path()).startsWith("f");
    }

    private static GenericData.Record record(Schema schema, Object value) {
        GenericData.Record record = new GenericData.Record(schema);
        record.put("f", value);
        return record;
    }

    /** Null if the branch refuses it. */
    private static Object read(Branch branch, MappingFixture fixture, int index, String value) {
        Schema schema = new Schema.Parser().parse(fixture.mapping.writerSchema());
        Schema type = schema.getField("f").schema().getTypes().get(index);
        try {
            return branch.read().apply(type).apply(value);
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }
}
