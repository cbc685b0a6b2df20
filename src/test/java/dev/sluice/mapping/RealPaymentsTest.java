package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.RecordConverter;
import dev.sluice.mapping.plan.SourceRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The 8,640 transactions of {@code data/ms_fraud}, converted, against the counts in its README.md. */
class RealPaymentsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<GenericRecord> converted = new ArrayList<>();
    private static final List<Failure> refused = new ArrayList<>();

    @BeforeAll
    static void convert() throws IOException {
        Mapping mapping = Mapping.compile(String.join("\n", lines("payment.avsc")));
        Map<String, LookupTable> tables = Map.of(
                "currencies", table(mapping, "currencies", "currencies.ndjson", "code"),
                "fx", table(mapping, "fx", "ecb_rates.ndjson", "key"),
                "mcc", table(mapping, "mcc", "mcc.ndjson", "mcc"));
        RecordConverter converter = mapping.newConverter(tables::get);
        GenericData avro = new GenericData();
        avro.addLogicalTypeConversion(new Conversions.DecimalConversion());
        Schema schema = new Schema.Parser().parse(mapping.writerSchema());
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema, schema, avro);
        EncodedRecord encoded = new EncodedRecord();
        for (String line : lines("transactions.ndjson")) {
            try {
                converter.convert(new Line(line), 0, encoded);
                converted.add(reader.read(
                        null, DecoderFactory.get().binaryDecoder(encoded.bytes(), 0, encoded.length(), null)));
            } catch (RecordRefusedException e) {
                refused.add(e.failure());
            }
        }
    }

    @Test
    void transactions_areConvertedWhenTheirCurrencyIsInUse() {
        assertThat(converted).hasSize(8_634);
        assertThat(refused)
                .hasSize(6)
                .allSatisfy(failure -> assertThat(failure.reason()).isEqualTo(FailureReason.LOOKUP_MISS));
    }

    @Test
    void amounts_areExactInTheMinorUnitWhenConverted() {
        assertThat(converted.stream()
                        .mapToLong(payment -> (long) payment.get("amount_minor"))
                        .sum())
                .isEqualTo(5_754_075_762L);
    }

    @Test
    void euros_areNullWhenTheDayHasNoRate() {
        List<BigDecimal> euros = converted.stream()
                .map(payment -> (BigDecimal) payment.get("amount_eur"))
                .filter(amount -> amount != null)
                .toList();

        assertThat(converted.size() - euros.size()).isEqualTo(2_061);
        assertThat(euros.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualTo("1869740.09");
    }

    @Test
    void categories_haveTheirDescriptionWhenTheirCodeIsKnown() {
        List<String> descriptions = converted.stream()
                .filter(payment -> payment.get("category_description") != null)
                .map(payment -> payment.get("category_description").toString())
                .toList();

        assertThat(converted.size() - descriptions.size()).isEqualTo(114);
        assertThat(descriptions.stream().distinct()).hasSize(697);
        assertThat(descriptions.stream().mapToInt(String::length).sum()).isEqualTo(192_141);
    }

    private static LookupTable table(Mapping mapping, String name, String file, String key) throws IOException {
        LookupRowReader reader = mapping.rowReader(name);
        Map<LookupKey, LookupRow> rows = new HashMap<>();
        for (String line : lines(file)) {
            JsonNode row = JSON.readTree(line);
            try {
                rows.put(LookupKey.of(row.get(key).asString()), reader.read(line.getBytes(StandardCharsets.UTF_8)));
            } catch (RecordRefusedException e) {
                throw new IllegalStateException(e);
            }
        }
        return LookupTable.of(rows);
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = RealPaymentsTest.class.getResourceAsStream("/data/ms_fraud/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** A line as a source record. */
    private record Line(String json) implements SourceRecord {

        @Override
        public String topic() {
            return "payments";
        }

        @Override
        public int partition() {
            return 0;
        }

        @Override
        public long offset() {
            return 0;
        }

        @Override
        public long timestamp() {
            return 0;
        }

        @Override
        public byte @Nullable [] key() {
            return null;
        }

        @Override
        public byte[] value() {
            return json.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte @Nullable [] header(String name) {
            return null;
        }
    }
}
