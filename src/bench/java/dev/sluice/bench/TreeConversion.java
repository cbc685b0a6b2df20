package dev.sluice.bench;

import dev.sluice.testing.ReferenceData.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The usual conversion, written for this one schema and with care: Jackson's tree, a generic record, Avro's writer.
 *
 * <p>What can be had before the first record is; the encoder and its buffer are reused.
 */
final class TreeConversion {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private record Merchant(String name, String category) {}

    private final Map<String, BigDecimal> minorFactors = rows("currencies", row -> number(row, "minor_factor"));
    private final Map<String, BigDecimal> euroRates = rows("fx", row -> number(row, "eur_per_unit"));
    private final Map<String, Merchant> merchants =
            rows("merchants", row -> new Merchant(text(row, "name"), text(row, "category")));

    private final Schema schema;
    private final Schema cardSchema;
    private final Schema locationSchema;
    private final Map<String, GenericData.EnumSymbol> channels;
    private final Map<String, GenericData.EnumSymbol> networks;
    private final boolean enriched;

    private final GenericDatumWriter<GenericRecord> writer;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);

    TreeConversion(String avsc) {
        this.schema = new Schema.Parser().parse(avsc);
        this.cardSchema = schema.getField("card").schema().getTypes().get(1);
        this.locationSchema = schema.getField("location").schema().getTypes().get(1);
        this.channels = symbols(schema.getField("channel").schema());
        this.networks = symbols(cardSchema.getField("network").schema());
        this.enriched = schema.getField("amount_minor") != null;
        this.writer = new GenericDatumWriter<>(schema);
    }

    private static Map<String, GenericData.EnumSymbol> symbols(Schema schema) {
        Map<String, GenericData.EnumSymbol> symbols = new HashMap<>();
        schema.getEnumSymbols().forEach(symbol -> symbols.put(symbol, new GenericData.EnumSymbol(schema, symbol)));
        return symbols;
    }

    private static <T> Map<String, T> rows(String table, Function<JsonNode, T> read) {
        Map<String, T> rows = new HashMap<>();
        for (Row row : Workload.LOOKUPS.get(table)) {
            rows.put(row.key(), read.apply(JSON.readTree(row.jsonBytes())));
        }
        return rows;
    }

    /** The record in Avro binary, valid until the next call. */
    ByteArrayOutputStream convert(byte[] json) throws IOException {
        out.reset();
        writer.write(record(JSON.readTree(json)), encoder);
        encoder.flush();
        return out;
    }

    private GenericRecord record(JsonNode json) {
        GenericRecord record = new GenericData.Record(schema);
        String id = text(json, "transaction_id");
        UUID.fromString(id);
        record.put("transaction_id", id);
        record.put("account_id", text(json, "account_id"));
        BigDecimal amount = number(json, "amount");
        record.put("amount", decimal(amount.setScale(4, RoundingMode.UNNECESSARY)));
        String currency = text(json, "currency");
        record.put("currency", currency);
        record.put("event_time", millis(text(json, "event_time")));
        record.put("channel", found(channels, text(json, "channel")));
        String merchantId = textOrNull(json, "merchant_id");
        record.put("merchant_id", merchantId);
        if (enriched) {
            enrich(record, amount, currency, merchantId);
        }
        record.put("card", card(json.get("card")));
        record.put("location", location(json.get("location")));
        record.put("source_topic", Workload.TOPIC);
        record.put("source_partition", Workload.PARTITION);
        record.put("source_offset", Workload.OFFSET);
        record.put("ingested_at", Workload.INGESTION_TIME.toEpochMilli());
        return record;
    }

    private void enrich(GenericRecord record, BigDecimal amount, String currency, @Nullable String merchantId) {
        record.put(
                "amount_minor", amount.multiply(found(minorFactors, currency)).longValueExact());
        BigDecimal rate = euroRates.get(currency);
        if (rate != null) {
            record.put("amount_eur", decimal(amount.multiply(rate).setScale(2, RoundingMode.HALF_EVEN)));
        }
        if (merchantId != null) {
            Merchant merchant = found(merchants, merchantId);
            record.put("merchant_name", merchant.name);
            record.put("merchant_category", merchant.category);
        }
    }

    private @Nullable GenericRecord card(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return null;
        }
        GenericRecord card = new GenericData.Record(cardSchema);
        card.put("last4", text(json, "last4"));
        card.put("network", found(networks, text(json, "network")));
        return card;
    }

    private @Nullable GenericRecord location(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return null;
        }
        GenericRecord location = new GenericData.Record(locationSchema);
        location.put("country", text(json, "country"));
        location.put("city", textOrNull(json, "city"));
        return location;
    }

    private static String text(JsonNode json, String name) {
        return json.required(name).stringValue();
    }

    private static @Nullable String textOrNull(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value.stringValue();
    }

    private static BigDecimal number(JsonNode json, String name) {
        return json.required(name).decimalValue();
    }

    private static long millis(String rfc3339) {
        return OffsetDateTime.parse(rfc3339).toInstant().toEpochMilli();
    }

    private static ByteBuffer decimal(BigDecimal number) {
        if (number.precision() > 18) {
            throw new IllegalArgumentException("a number of " + number.precision() + " digits; at most 18 fit");
        }
        return ByteBuffer.wrap(number.unscaledValue().toByteArray());
    }

    private static <T> T found(Map<String, T> rows, String key) {
        T row = rows.get(key);
        if (row == null) {
            throw new IllegalArgumentException("there is no such key");
        }
        return row;
    }
}
