package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.Settings;
import dev.sluice.service.Sluice;
import dev.sluice.status.Status;
import dev.sluice.status.StatusJson;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.Ledger;
import dev.sluice.testing.MetricsPage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service on 8,640 real card transactions, with ISO 4217 currencies, the ECB's rates and merchant categories;
 * one test class for each pair of a broker and an S3 server. The expected counts are the data's own: its {@code
 * derive.py} prints them.
 */
abstract class RealDataContract {

    private static final Path DATA = Path.of("src/test/resources/data/ms_fraud");
    private static final int TRANSACTIONS = 8_640;
    private static final int IN_WITHDRAWN_CURRENCIES = 6;
    private static final int WITHOUT_RATE = 2_061;
    private static final int WITHOUT_DESCRIPTION = 114;
    private static final int CHARACTERS_OF_DESCRIPTIONS = 192_141;
    private static final BigInteger SUM_OF_AMOUNT_MINOR = BigInteger.valueOf(5_754_075_762L);
    private static final BigDecimal SUM_OF_AMOUNT_EUR = new BigDecimal("1869740.09");
    private static final String BUCKET = "lake";

    @TempDir
    Path state;

    private long landed;
    private long withoutRate;
    private long withoutDescription;
    private long charactersOfDescriptions;
    private BigInteger sumOfAmountMinor = BigInteger.ZERO;
    private BigDecimal sumOfAmountEur = BigDecimal.ZERO;

    abstract String bootstrapServers();

    abstract URI s3Endpoint();

    /** Makes credentials for the S3 server known to the SDK, and returns a client of it. */
    abstract S3Client s3();

    @Test
    void everyTransaction_isAccountedForOnceWithItsExactAmounts() throws Exception {
        KafkaTopics topics = new KafkaTopics(bootstrapServers());
        topics.create(4, "payments", "fraud.retries", "fraud.dead-letters");
        topics.create(1, "fraud.manifest", "ref.currencies", "ref.fx", "ref.mcc");
        produce(topics, "ref.currencies", "currencies.ndjson", "code");
        produce(topics, "ref.fx", "ecb_rates.ndjson", "key");
        produce(topics, "ref.mcc", "mcc.ndjson", "mcc");

        try (S3Client s3 = s3();
                Sluice sluice = Sluice.start(Settings.fromEnvironment(environment()))) {
            produce(topics, "payments", "transactions.ndjson", "accountID");
            await().pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(accountedFor(topics)).isEqualTo(TRANSACTIONS));
            await().untilAsserted(() ->
                    assertThat(HttpPage.get(sluice, "/health/ready")).contains("\"ok\""));
            assertThat(HttpPage.get(sluice, "/health/live")).contains("\"ok\"");
            checkMetrics(await().until(
                            () -> metrics(sluice),
                            page -> page.sum("sluice_records_pending") == 0 && page.sum("sluice_ready") == 1));
            checkStatus(StatusJson.decode(HttpPage.get(sluice, "/status")));

            Map<String, JsonNode> inputs = inputs();
            Set<String> ids = new HashSet<>();
            Ledger ledger = Ledger.read(topics, "fraud.dead-letters", "fraud.manifest", s3, BUCKET, record -> {
                String id = record.get("transaction_id").toString();
                assertThat(ids.add(id)).as("landed once").isTrue();
                check(record, inputs.get(id));
            });

            assertThat(ledger.problems(topics.ends("payments"))).isEmpty();
            assertThat(ledger.deadLettersByReason())
                    .containsExactly(Map.entry("lookup_miss", (long) IN_WITHDRAWN_CURRENCIES));
            assertThat(landed).isEqualTo(TRANSACTIONS - IN_WITHDRAWN_CURRENCIES);
            assertThat(withoutRate).isEqualTo(WITHOUT_RATE);
            assertThat(withoutDescription).isEqualTo(WITHOUT_DESCRIPTION);
            assertThat(charactersOfDescriptions).isEqualTo(CHARACTERS_OF_DESCRIPTIONS);
            assertThat(sumOfAmountMinor).isEqualTo(SUM_OF_AMOUNT_MINOR);
            assertThat(sumOfAmountEur).isEqualByComparingTo(SUM_OF_AMOUNT_EUR);
            assertThat(ledger.recordsByObject().keySet())
                    .allMatch(key -> key.matches(
                            "fraud/payments/date=2013-\\d\\d-\\d\\d/payments-[0-3]-[0-9a-f]{16}-\\d+\\.avro"));
        }
    }

    private Map<String, String> environment() {
        Map<String, String> env = new HashMap<>();
        env.put("SLUICE_APPLICATION_ID", "fraud");
        env.put("SLUICE_INPUT_TOPICS", "payments");
        env.put("SLUICE_SCHEMA_FILE", DATA.resolve("payment.avsc").toString());
        env.put("SLUICE_LOOKUPS", "currencies=ref.currencies,fx=ref.fx,mcc=ref.mcc");
        env.put("SLUICE_FOLDER", "'date='yyyy-MM-dd");
        env.put("SLUICE_ROTATE_AGE", "2s");
        env.put("SLUICE_S3_BUCKET", BUCKET);
        env.put("SLUICE_S3_PREFIX", "fraud");
        env.put("SLUICE_S3_ENDPOINT", s3Endpoint().toString());
        env.put("SLUICE_S3_PATH_STYLE", "true");
        env.put("SLUICE_HTTP_ADDRESS", "127.0.0.1:0");
        env.put("SLUICE_STATE_DIRECTORY", state.toString());
        env.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        env.put("KAFKA_COMMIT_INTERVAL_MS", "500");
        return env;
    }

    private static void produce(KafkaTopics topics, String topic, String file, String keyField) throws IOException {
        try (CheckedProducer producer = topics.producer()) {
            for (String line : Files.readAllLines(DATA.resolve(file))) {
                String key = new JsonMapper().readTree(line).get(keyField).asString();
                producer.send(new ProducerRecord<>(
                        topic, key.getBytes(StandardCharsets.UTF_8), line.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Records announced as landed, and dead letters. */
    private static long accountedFor(KafkaTopics topics) {
        long[] records = {0};
        topics.readCommitted(
                "fraud.manifest",
                entry -> records[0] +=
                        new JsonMapper().readTree(entry.value()).get("records").asLong());
        topics.readCommitted("fraud.dead-letters", letter -> records[0]++);
        return records[0];
    }

    private static Map<String, JsonNode> inputs() throws IOException {
        Map<String, JsonNode> inputs = new HashMap<>();
        JsonMapper json = JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        for (String line : Files.readAllLines(DATA.resolve("transactions.ndjson"))) {
            JsonNode input = json.readTree(line);
            inputs.put(input.get("transactionID").asString(), input);
        }
        return inputs;
    }

    private void check(GenericRecord record, JsonNode input) {
        assertThat(new BigDecimal(new BigInteger(bytes(record.get("amount"))), 4))
                .isEqualByComparingTo(input.get("transactionAmount").decimalValue());
        assertThat(record.get("account_id")).hasToString(input.get("accountID").asString());
        assertThat(record.get("event_time"))
                .isEqualTo(java.time.Instant.parse(
                                input.get("transactionTimestamp").asString())
                        .toEpochMilli());
        landed++;
        sumOfAmountMinor = sumOfAmountMinor.add(BigInteger.valueOf((Long) record.get("amount_minor")));
        if (record.get("category_description") == null) {
            withoutDescription++;
        } else {
            charactersOfDescriptions +=
                    record.get("category_description").toString().length();
        }
        if (record.get("amount_eur") == null) {
            withoutRate++;
        } else {
            sumOfAmountEur = sumOfAmountEur.add(new BigDecimal(new BigInteger(bytes(record.get("amount_eur"))), 2));
        }
    }

    private static byte[] bytes(Object avroBytes) {
        ByteBuffer buffer = ((ByteBuffer) avroBytes).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static MetricsPage metrics(Sluice sluice) throws Exception {
        return new MetricsPage(HttpPage.get(sluice, "/metrics"));
    }

    private static void checkMetrics(MetricsPage page) throws Exception {
        assertThat(page.problems()).isEmpty();
        assertThat(page.sum("sluice_records_consumed_total"))
                .as(
                        "consumed, after %s rebalances and %s failed threads",
                        page.sum("sluice_kafka_consumer_rebalances_total"),
                        page.sum("sluice_kafka_streams_threads_failed_total"))
                .isEqualTo(TRANSACTIONS)
                .isEqualTo(page.sum("sluice_records_landed_total")
                        + page.sum("sluice_records_dead_lettered_total")
                        + page.sum("sluice_records_retried_total")
                        + page.sum("sluice_records_ignored_total")
                        + page.sum("sluice_records_pending"));
        assertThat(page.sum("sluice_records_landed_total"))
                .isEqualTo(page.sum("sluice_object_records_sum"))
                .isEqualTo(TRANSACTIONS - IN_WITHDRAWN_CURRENCIES);
        assertThat(page.sum("sluice_s3_requests_total"))
                .isGreaterThanOrEqualTo(page.sum("sluice_objects_landed_total"));
        for (String atWork : List.of(
                "sluice_ready",
                "sluice_tasks",
                "sluice_lookup_rows",
                "sluice_freshness_seconds_count",
                "sluice_sealed_to_landed_seconds_count",
                "sluice_kafka_streams_threads_alive",
                "sluice_kafka_streams_time_ratio",
                "sluice_kafka_streams_commits_total",
                "sluice_kafka_streams_rocksdb_memory_bytes",
                "sluice_kafka_consumer_fetched_records_total",
                "sluice_kafka_consumer_fetched_bytes_total",
                "sluice_kafka_consumer_assigned_partitions",
                "sluice_kafka_consumer_rebalances_total",
                "sluice_kafka_producer_sent_records_total",
                "sluice_kafka_producer_sent_bytes_total",
                "sluice_kafka_producer_commit_seconds_total",
                "sluice_kafka_client_connections")) {
            assertThat(page.sum(atWork)).as(atWork).isPositive();
        }
        assertThat(page.series())
                .as("bounded, whatever the number of partitions")
                .isLessThan(600);
    }

    private static void checkStatus(Status status) {
        assertThat(status.health().ready()).isTrue();
        assertThat(status.health().notReadyBecause()).isEmpty();
        assertThat(status.work().tasks()).hasSize(4);
        assertThat(status.sinceStart().lastObjects()).hasSize(10);
        assertThat(status.sinceStart().lastObjects().get(0).key()).startsWith("fraud/payments/date=2013-");
        assertThat(status.sinceStart().deadLetters()).containsEntry("lookup_miss", (long) IN_WITHDRAWN_CURRENCIES);
        assertThat(status.s3().bucket()).isEqualTo(BUCKET);
        assertThat(status.sinceStart().findings().toString())
                .as("the lookup topics of this test are not compacted")
                .contains("ref.fx");
    }
}
