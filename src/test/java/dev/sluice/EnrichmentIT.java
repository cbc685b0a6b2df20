package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.Settings;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.kafka.AccessException;
import dev.sluice.service.Sluice;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.Ledger;
import dev.sluice.testing.Ports;
import dev.sluice.testing.TestHeaders;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Lookup tables and retries on a real broker: rows that come late, or never, and rows of every form. */
class EnrichmentIT {

    private static final String TABLE_TOPIC = "ref.shops";
    private static final String RETRIES = "sluice.retries";
    private static final String DEAD_LETTERS = "sluice.dead-letters";
    private static final int TRANSACTIONS_A_SHOP = 10;
    private static final int BACKOFFS = 3;

    /** Not now, and not long ago: half a minute after its start, and then again, a broker deletes what has expired. */
    private static final long CREATED_AT =
            Instant.now().minus(Duration.ofHours(1)).toEpochMilli();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SCHEMA = """
            {"type": "record", "name": "Sale", "fields": [
              {"name": "id", "type": "string"},
              {"name": "shop", "type": "string",
               "etl": {"lookup": "shops", "key": "/shop", "value": "/name", "onMissing": "retry"}},
              {"name": "source_topic", "type": "string", "etl": {"metadata": "topic"}},
              {"name": "source_partition", "type": "int", "etl": {"metadata": "partition"}},
              {"name": "source_offset", "type": "long", "etl": {"metadata": "offset"}}
            ]}
            """;

    @TempDir
    Path directory;

    private TransactionRig rig;
    private Map<String, String> env;

    @BeforeEach
    void start() throws Exception {
        rig = new TransactionRig(directory, 1);
        rig.topics().create(1, TABLE_TOPIC);
        env = rig.environment();
        env.put(
                "SLUICE_SCHEMA_FILE",
                Files.writeString(directory.resolve("sale.avsc"), SCHEMA).toString());
        env.put("SLUICE_LOOKUPS", "shops=" + TABLE_TOPIC);
        env.put("SLUICE_ROTATE_AGE", "1s");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void transaction_landsOnceAtTheFirstAttemptAfterItsRowHasCome() throws Exception {
        env.put("SLUICE_RETRY_BACKOFFS", "10s,10s,10s"); // each long enough for a row to be on its way
        putRow("shop-0", "{\"name\": \"at once\"}");
        try (Sluice sluice = Sluice.start(Settings.fromEnvironment(env))) {
            for (String shop : List.of("shop-0", "shop-1", "shop-2", "shop-3", "never")) {
                sell(shop);
            }
            for (int attempt = 1; attempt <= BACKOFFS; attempt++) {
                String shop = "shop-" + attempt;
                int failed = attempt;
                await().untilAsserted(() -> assertThat(attempts(retriesOf(shop)))
                        .hasSize(TRANSACTIONS_A_SHOP)
                        .allSatisfy((id, numbers) -> assertThat(numbers).endsWith(failed)));
                putRow(shop, "{\"name\": \"after attempt " + attempt + "\"}");
            }
            Map<String, String> shopById = new HashMap<>();
            Ledger ledger = whole(shopById);

            assertThat(ledger.landed()).isEqualTo(4L * TRANSACTIONS_A_SHOP);
            shopById.forEach((id, name) ->
                    assertThat(name).isEqualTo(id.startsWith("shop-0") ? "at once" : "after attempt " + id.charAt(5)));
            assertThat(retriesOf("shop-0")).isEmpty();
            for (int last = 1; last <= BACKOFFS; last++) {
                assertThat(attempts(retriesOf("shop-" + last)).values())
                        .hasSize(TRANSACTIONS_A_SHOP)
                        .containsOnly(List.of(1, 2, 3).subList(0, last));
            }
            List<ConsumerRecord<byte[], byte[]>> letters = of("never", DEAD_LETTERS);
            assertThat(attempts(letters).values()).hasSize(TRANSACTIONS_A_SHOP).containsOnly(List.of(BACKOFFS + 1));
            assertThat(ledger.deadLettersByReason()).containsExactly(Map.entry("lookup_pending", 10L));
            List<ConsumerRecord<byte[], byte[]>> history = retriesOf("never");
            assertThat(attempts(history).values()).hasSize(TRANSACTIONS_A_SHOP).containsOnly(List.of(1, 2, 3));
            history.addAll(letters);
            assertHistory(history);
            assertThat(HttpPage.get(sluice, "/health/live")).contains("\"ok\"");
        }
    }

    /** Each hop has what the record came with, and none was made before it was due. */
    private static void assertHistory(List<ConsumerRecord<byte[], byte[]>> hops) {
        Map<String, Long> dueById = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> hop : hops) {
            String id = id(hop);
            assertThat(new String(hop.key(), StandardCharsets.UTF_8)).isEqualTo("never");
            assertThat(hop.value()).isEqualTo(sale("never", id));
            assertThat(TestHeaders.failed(hop.headers()).original().timestampMillis())
                    .isEqualTo(CREATED_AT);
            assertThat(TestHeaders.text(hop.headers(), "trace")).isEqualTo(id);
            assertThat(FailureHeaders.source(hop.headers())).isNotNull();
            assertThat(TestHeaders.text(hop.headers(), FailureHeaders.REASON)).isEqualTo("lookup_pending");
            long failedAt = Long.parseLong(TestHeaders.text(hop.headers(), FailureHeaders.FAILED_AT));
            assertThat(failedAt).isGreaterThanOrEqualTo(dueById.getOrDefault(id, 0L));
            dueById.put(id, TestHeaders.failed(hop.headers()).attempts().dueAtMillis());
        }
    }

    @Test
    void rows_areReadInEveryFormBeforeTheStartAndAfterIt() throws Exception {
        env.put("SLUICE_RETRY_BACKOFFS", "200ms");
        putRow("plain", "{\"name\": \"plain\"}");
        putRow("framed", "\0\0\0\0\7{\"name\": \"framed\"}");
        putRowWithoutTimestamp("old", "{\"name\": \"old\"}");
        putRow("deleted", "{\"name\": \"deleted\"}");
        putRow("deleted", null);
        putRow("to delete", "{\"name\": \"to delete\"}");
        try (Sluice sluice = Sluice.start(Settings.fromEnvironment(env))) {
            assertThat(rows(sluice)).isEqualTo(4);
            putRow("to delete", null);
            putRow("late framed", "\0\0\0\0\7{\"name\": \"late framed\"}");
            putRowWithoutTimestamp("late old", "{\"name\": \"late old\"}");
            putRow("late plain", "{\"name\": \"late plain\"}");
            await().untilAsserted(() -> assertThat(rows(sluice)).isEqualTo(6));
            List<String> there = List.of("plain", "framed", "old", "late plain", "late framed", "late old");
            List<String> gone = List.of("deleted", "to delete");
            there.forEach(this::sell);
            gone.forEach(this::sell);
            Map<String, String> shopById = new HashMap<>();
            Ledger ledger = whole(shopById);

            assertThat(shopById).hasSize(there.size() * TRANSACTIONS_A_SHOP);
            shopById.forEach((id, name) -> assertThat(id).startsWith(name + " "));
            gone.forEach(shop -> assertThat(of(shop, DEAD_LETTERS)).hasSize(TRANSACTIONS_A_SHOP));
            assertThat(ledger.deadLetters()).isEqualTo((long) gone.size() * TRANSACTIONS_A_SHOP);
        }
        rig.topics()
                .readCommitted(
                        "sluice.manifest",
                        entry -> assertThat(new JsonMapper()
                                        .readTree(entry.value())
                                        .at("/lookupOffsets/ref.shops/0")
                                        .asLong())
                                .isEqualTo(10));
    }

    @Test
    void service_isNotReadyBeforeItsTablesAreLoaded() throws Exception {
        int rows = 100_000;
        try (CheckedProducer producer = rig.topics().producer()) {
            for (int i = 0; i < rows; i++) {
                producer.send(new ProducerRecord<>(TABLE_TOPIC, utf8("s" + i), utf8("{\"name\": \"" + i + "\"}")));
            }
        }
        env.put("SLUICE_HTTP_ADDRESS", "127.0.0.1:" + Ports.free());
        URI ready = URI.create("http://" + env.get("SLUICE_HTTP_ADDRESS"));
        CompletableFuture<Sluice> starting = CompletableFuture.supplyAsync(() -> {
            try {
                return Sluice.start(Settings.fromEnvironment(env));
            } catch (AccessException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        await().ignoreException(ConnectException.class)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() ->
                        assertThat(get(ready, "/health/ready").statusCode()).isEqualTo(503));
        await().pollInterval(Duration.ofMillis(5))
                .untilAsserted(() ->
                        assertThat(get(ready, "/health/ready").statusCode()).isEqualTo(200));
        try (Sluice sluice = starting.join()) {
            assertThat(rows(sluice)).isEqualTo(rows);
        }
    }

    private void putRow(String key, @Nullable String value) {
        send(new ProducerRecord<>(TABLE_TOPIC, utf8(key), value == null ? null : utf8(value)));
    }

    /** As producers before Kafka 0.10 did; the class itself takes no such timestamp. */
    private void putRowWithoutTimestamp(String key, String value) {
        send(new ProducerRecord<>(TABLE_TOPIC, utf8(key), utf8(value)) {
            @Override
            public Long timestamp() {
                return ConsumerRecord.NO_TIMESTAMP;
            }
        });
    }

    private void sell(String shop) {
        try (CheckedProducer producer = rig.topics().producer()) {
            for (int i = 0; i < TRANSACTIONS_A_SHOP; i++) {
                String id = shop + " " + i;
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(TransactionRig.INPUT, i % 3, CREATED_AT, utf8(shop), sale(shop, id));
                record.headers().add("trace", utf8(id));
                producer.send(record);
            }
        }
    }

    private static byte[] sale(String shop, String id) {
        return utf8("{\"id\": \"%s\", \"shop\": \"%s\"}".formatted(id, shop));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try (CheckedProducer producer = rig.topics().producer()) {
            producer.send(record);
        }
    }

    /** Waits until every transaction is in one place; fills in the name of the shop by the transaction's id. */
    private Ledger whole(Map<String, String> shopById) {
        return await().pollInterval(Duration.ofMillis(500))
                .until(
                        () -> rig.ledger(record -> shopById.put(
                                record.get("id").toString(), record.get("shop").toString())),
                        ledger -> ledger.problems(rig.topics().ends(TransactionRig.INPUT))
                                .isEmpty());
    }

    private List<ConsumerRecord<byte[], byte[]>> retriesOf(String shop) {
        return of(shop, RETRIES);
    }

    private List<ConsumerRecord<byte[], byte[]>> of(String shop, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        rig.topics().readCommitted(topic, record -> {
            if (new String(record.key(), StandardCharsets.UTF_8).equals(shop)) {
                records.add(record);
            }
        });
        return records;
    }

    /** By transaction, the numbers of its attempts that failed, in the order of the topic. */
    private static Map<String, List<Integer>> attempts(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, List<Integer>> attempts = new TreeMap<>();
        records.forEach(record -> attempts.computeIfAbsent(id(record), any -> new ArrayList<>())
                .add(TestHeaders.failed(record.headers()).attempts().failed()));
        return attempts;
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return new JsonMapper().readTree(record.value()).get("id").asString();
    }

    private static int rows(Sluice sluice) throws IOException, InterruptedException {
        String series = "sluice_lookup_rows{table=\"shops\"} ";
        URI address = URI.create("http://127.0.0.1:" + sluice.httpAddress().getPort());
        return get(address, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private static HttpResponse<String> get(URI address, String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
