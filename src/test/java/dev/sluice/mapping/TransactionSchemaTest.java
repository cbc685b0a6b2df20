package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INEXACT;
import static dev.sluice.failure.FailureReason.LOOKUP_MISS;
import static dev.sluice.failure.FailureReason.LOOKUP_PENDING;
import static dev.sluice.failure.FailureReason.UNKNOWN_SYMBOL;
import static dev.sluice.mapping.MappingFixture.INGESTION_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Failure;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped schema, {@code avro-schemas/transaction.avsc}, over whole transactions. */
class TransactionSchemaTest {

    private static final String PURCHASE = """
            {"transaction_id": "0f8fad5b-d9cb-469f-a165-70867728950e", "account_id": "ACC-000123",
             "amount": 1234.5, "currency": "USD", "event_time": "2026-11-20T14:15:16.789+01:00",
             "channel": "POS", "merchant_id": "M-42", "terminal": {"id": 7, "tags": ["a", {"b": null}]},
             "card": {"last4": "4242", "network": "VISA", "expires": "2030-01"},
             "location": {"country": "PT", "city": "Évora"}}
            """;

    private static final String TRANSFER = """
            {"transaction_id": "0f8fad5b-d9cb-469f-a165-70867728950e", "account_id": "ACC-000123",
             "amount": "-1500", "currency": "JPY", "event_time": "2026-11-20T14:15:16Z", "channel": "TRANSFER"}
            """;

    private MappingFixture transactions;

    @BeforeEach
    void compile() throws IOException {
        transactions = MappingFixture.ofSchema(Files.readString(Path.of("avro-schemas/transaction.avsc")))
                .row("currencies", "USD", "{\"name\": \"US Dollar\", \"minor_factor\": 100}")
                .row("currencies", "JPY", "{\"name\": \"Yen\", \"minor_factor\": 1}")
                .row("fx", "USD", "{\"eur_per_unit\": \"0.8613\"}")
                .row("merchants", "M-42", "{\"name\": \"Café Aurora\", \"category\": \"5812\", \"city\": \"Évora\"}");
    }

    private static ByteBuffer decimal(String number) {
        return ByteBuffer.wrap(new BigDecimal(number).unscaledValue().toByteArray());
    }

    private static GenericRecord nested(Schema schema, String field, Object... values) {
        GenericRecord record = new GenericData.Record(
                schema.getField(field).schema().getTypes().get(1));
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        return record;
    }

    @Test
    void purchase_isConvertedInFull() throws Exception {
        GenericRecord read = transactions.convertAndRead(PURCHASE);
        Schema schema = read.getSchema();
        Schema network = schema.getField("card")
                .schema()
                .getTypes()
                .get(1)
                .getField("network")
                .schema();
        GenericRecord expected = new GenericRecordBuilder(schema)
                .set("transaction_id", "0f8fad5b-d9cb-469f-a165-70867728950e")
                .set("account_id", "ACC-000123")
                .set("amount", decimal("1234.5000"))
                .set("currency", "USD")
                .set("amount_minor", 123_450L)
                .set("amount_eur", decimal("1063.27"))
                .set("event_time", Instant.parse("2026-11-20T13:15:16.789Z").toEpochMilli())
                .set(
                        "channel",
                        new GenericData.EnumSymbol(schema.getField("channel").schema(), "POS"))
                .set("merchant_id", "M-42")
                .set("merchant_name", "Café Aurora")
                .set("merchant_category", "5812")
                .set("card", nested(schema, "card", "4242", new GenericData.EnumSymbol(network, "VISA")))
                .set("location", nested(schema, "location", "PT", "Évora"))
                .set("source_topic", "transactions")
                .set("source_partition", 3)
                .set("source_offset", 4_000_000_000L)
                .set("ingested_at", INGESTION_TIME)
                .build();
        assertThat(read).hasToString(expected.toString());
        assertThat(transactions.encoded.eventTimeMillis())
                .isEqualTo(Instant.parse("2026-11-20T13:15:16.789Z").toEpochMilli());
    }

    @Test
    void transfer_hasNoMerchantNoCardAndNoRate() throws Exception {
        GenericRecord read = transactions.convertAndRead(TRANSFER);
        for (String field :
                new String[] {"merchant_id", "merchant_name", "merchant_category", "card", "location", "amount_eur"}) {
            assertThat(read.get(field)).as(field).isNull();
        }
        assertThat(read.get("amount_minor")).isEqualTo(-1500L);
    }

    @Test
    void purchase_waitsForItsMerchant() {
        Failure failure = transactions.refusal(PURCHASE.replace("M-42", "M-43"));
        assertThat(failure.reason()).isEqualTo(LOOKUP_PENDING);
        assertThat(failure.path()).isEqualTo("merchant_name");
        assertThat(failure.message())
                .isEqualTo("merchant_name: lookup table merchants has no row under the record's /merchant_id yet;"
                        + " add the row, or say \"onMissing\": \"null\"");
    }

    @Test
    void amount_isRefusedWhenFinerThanItsCurrencysMinorUnit() {
        Failure failure = transactions.refusal(PURCHASE.replace("1234.5", "1234.505"));
        assertThat(failure.reason()).isEqualTo(INEXACT);
        assertThat(failure.path()).isEqualTo("amount_minor");
    }

    @Test
    void purchase_isRefusedInAnUnknownCurrencyOrChannel() {
        assertThat(transactions.refusal(PURCHASE.replace("USD", "XXX")).reason())
                .isEqualTo(LOOKUP_MISS);
        Failure failure = transactions.refusal(PURCHASE.replace("\"VISA\"", "\"ELO\""));
        assertThat(failure.reason()).isEqualTo(UNKNOWN_SYMBOL);
        assertThat(failure.path()).isEqualTo("card.network");
        assertThat(failure.message()).contains("a string of 3 characters", "one of its 5 symbols");
    }
}
