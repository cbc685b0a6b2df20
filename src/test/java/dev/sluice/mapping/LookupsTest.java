package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.LOOKUP_MISS;
import static dev.sluice.failure.FailureReason.LOOKUP_PENDING;
import static dev.sluice.failure.FailureReason.MISSING_VALUE;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;
import static dev.sluice.mapping.MappingFixture.SECRET;
import static dev.sluice.mapping.MappingFixture.ofField;
import static dev.sluice.mapping.MappingFixture.ofFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.NoRow;
import dev.sluice.mapping.plan.RecordConverter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The source "lookup": which row is found, and what it means that there is none. */
class LookupsTest {

    private static final String NULLABLE = "[\"null\", \"string\"]";

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

    @Test
    void lookup_readsAValueOfTheRowUnderTheKey() throws Exception {
        MappingFixture fixture = ofField("\"string\"", lookup(""))
                .row("merchants", "m1", "{\"other\": 1, \"name\": \"Café\"}")
                .row("merchants", "12.50", "{\"name\": \"Twelve\"}");
        assertThat(fixture.mapping.lookupTables()).containsExactly("merchants");
        assertThat(fixture.convertAndRead("{\"id\": \"m1\"}").get("f")).hasToString("Café");
        assertThat(fixture.convertAndRead("{\"id\": 12.50}").get("f")).hasToString("Twelve");
    }

    @Test
    void lookup_saysWhatAMissMeans() throws Exception {
        String json = "{\"id\": \"" + SECRET + "\"}";
        assertThat(ofField("\"string\"", lookup("")).refusal(json).reason()).isEqualTo(LOOKUP_MISS);
        assertThat(ofField(NULLABLE, lookup("reject")).refusal(json).reason()).isEqualTo(LOOKUP_MISS);
        assertThat(ofField(NULLABLE, lookup("retry")).refusal(json).reason()).isEqualTo(LOOKUP_PENDING);
        assertThat(ofField(NULLABLE, lookup("null")).convertAndRead(json).get("f"))
                .isNull();
        assertThat(ofField("\"string\"", ", \"default\": \"none\"" + lookup("null"))
                        .convertAndRead(json)
                        .get("f"))
                .hasToString("none");
    }

    @ParameterizedTest
    @CsvSource({"reject", "retry", "null"})
    void lookup_isNullWithoutAKeyOrAValueInANullableField(String onMissing) throws Exception {
        MappingFixture fixture = ofField(NULLABLE, lookup(onMissing))
                .row("merchants", "m1", "{}")
                .row("merchants", "m2", "{\"name\": null}");
        for (String json : new String[] {"{}", "{\"id\": null}", "{\"id\": \"m1\"}", "{\"id\": \"m2\"}"}) {
            assertThat(fixture.convertAndRead(json).get("f")).as(json).isNull();
        }
    }

    @Test
    void lookup_refusesWithoutAKeyOrAValueInAFieldThatMustBeThere() {
        MappingFixture fixture = ofField("\"string\"", lookup("retry")).row("merchants", "m1", "{}");
        assertThat(fixture.refusal("{}").reason()).isEqualTo(MISSING_VALUE);
        assertThat(fixture.refusal("{\"id\": \"m1\"}").reason()).isEqualTo(MISSING_VALUE);
    }

    @Test
    void lookup_isNullInEachFieldThatReadsItWithoutAKey() throws Exception {
        MappingFixture fixture = ofFields(
                "{\"name\": \"f\", \"type\": " + NULLABLE + lookup("") + "}",
                "{\"name\": \"g\", \"type\": " + NULLABLE + "}",
                "{\"name\": \"h\", \"type\": " + NULLABLE + lookup("") + "}");
        assertThat(fixture.convertAndRead("{\"g\": \"x\"}")).hasToString("{\"f\": null, \"g\": \"x\", \"h\": null}");
    }

    @Test
    void lookup_readsNumbersWhateverNumberCameBefore() throws Exception {
        String rate = etl("\"lookup\": \"rates\", \"key\": \"/id\", \"value\": \"/rate\"");
        String decimal = "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 30, \"scale\": 3}";
        MappingFixture fixture = ofFields(
                        "{\"name\": \"before\", \"type\": \"long\"}",
                        "{\"name\": \"rate\", \"type\": " + decimal + rate + "}")
                .row("rates", "a", "{\"rate\": 1.5}")
                .row("rates", "b", "{\"rate\": 123456789012345678901.25}");
        assertThat(decimal(
                        fixture.convertAndRead("{\"before\": 7, \"id\": \"a\"}").get("rate"), 3))
                .isEqualByComparingTo("1.5");
        assertThat(decimal(
                        fixture.convertAndRead("{\"before\": 7, \"id\": \"b\"}").get("rate"), 3))
                .isEqualByComparingTo("123456789012345678901.25");
    }

    @Test
    void lookup_refusesAKeyThatIsNoScalar() {
        MappingFixture fixture = ofField("\"string\"", lookup(""));
        assertThat(fixture.refusal("{\"id\": [\"" + SECRET + "\"]}").reason()).isEqualTo(WRONG_TYPE);
        assertThat(fixture.refusal("{\"id\": true}").reason()).isEqualTo(WRONG_TYPE);
        assertThat(fixture.refusal("{\"id\": \"\\ud800\"}").reason()).isEqualTo(INVALID_TEXT);
    }

    @Test
    void lookup_joinsTheKeysParts() throws Exception {
        MappingFixture fixture = ofField(
                        "\"string\"",
                        etl("\"lookup\": \"rates\", \"key\": [\"/currency\", \"/day\"], \"value\": \"/rate\""))
                .row("rates", "USD|7", "{\"rate\": \"x\"}");
        assertThat(fixture.convertAndRead("{\"currency\": \"USD\", \"day\": 7}").get("f"))
                .hasToString("x");
        assertThat(fixture.refusal("{\"currency\": \"USD|7\", \"day\": 7}").reason())
                .isEqualTo(INVALID_TEXT);
        assertThat(fixture.refusal("{\"currency\": \"USD\"}").reason()).isEqualTo(MISSING_VALUE);
    }

    @Test
    void lookup_findsARowOncePerRecordForAllItsFields() throws Exception {
        MappingFixture fixture = ofFields(
                        "{\"name\": \"f\", \"type\": \"string\"" + lookup("") + "}",
                        "{\"name\": \"g\", \"type\": \"string\"" + lookup("") + "}")
                .row("merchants", "m1", "{\"name\": \"x\"}");
        AtomicInteger reads = new AtomicInteger();
        RecordConverter converter = fixture.mapping.newConverter(name -> key -> {
            reads.incrementAndGet();
            return fixture.table(name).find(key);
        });
        fixture.value = "{\"id\": \"m1\"}".getBytes(StandardCharsets.UTF_8);
        converter.convert(fixture, 0, fixture.encoded);
        assertThat(fixture.read()).hasToString("{\"f\": \"x\", \"g\": \"x\"}");
        assertThat(reads).hasValue(1);
    }

    @Test
    void pendingRow_makesTheRecordWaitWhateverTheMappingSaysOfAMiss() {
        for (String onMissing : new String[] {"null", "reject", "retry"}) {
            MappingFixture fixture = ofField(NULLABLE, lookup(onMissing));
            RecordConverter converter = fixture.mapping.newConverter(name -> key -> NoRow.PENDING);
            fixture.value = "{\"id\": \"m1\"}".getBytes(StandardCharsets.UTF_8);

            assertThatThrownBy(() -> converter.convert(fixture, 0, fixture.encoded))
                    .isInstanceOfSatisfying(
                            RecordRefusedException.class,
                            e -> assertThat(e.failure().reason()).isEqualTo(LOOKUP_PENDING));
        }
    }

    @Test
    void row_lacksAValueThatALongerRowBeforeItHad() throws Exception {
        MappingFixture fixture = ofField("\"string\"", lookup(""));
        LookupRowReader reader = fixture.mapping.rowReader("merchants");
        reader.read("{\"a\": \"a longer row\", \"name\": \"x\"}".getBytes(StandardCharsets.UTF_8));
        LookupRow row = reader.read("{}".getBytes(StandardCharsets.UTF_8));
        fixture.tables.put("merchants", Map.of(LookupKey.of("m1"), row));
        assertThat(fixture.refusal("{\"id\": \"m1\"}").reason()).isEqualTo(MISSING_VALUE);
    }

    @Test
    void row_isRefusedWhenItIsNoObject() {
        LookupRowReader reader = ofField("\"string\"", lookup("")).mapping.rowReader("merchants");
        for (String json : new String[] {"", "[]", "{\"name\": " + SECRET, "{\"name\": 1, \"name\": 1}"}) {
            assertThatThrownBy(() -> reader.read(json.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(RecordRefusedException.class)
                    .hasMessageContaining("lookup table merchants")
                    .hasMessageNotContaining(SECRET);
        }
    }
}
