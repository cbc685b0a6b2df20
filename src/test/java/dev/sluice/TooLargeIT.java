package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.config.Settings;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.service.Sluice;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.Ledger;
import dev.sluice.testing.TestHeaders;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Records larger than the retry and the dead-letter topic take, on a real broker with its default limits. */
class TooLargeIT {

    private static final String LARGE = "large";
    private static final int BROKERS_LIMIT = 1_048_588;
    private static final String SCHEMA = """
            {"type": "record", "name": "T", "fields": [
              {"name": "id", "type": "string"},
              {"name": "shop", "type": ["null", "string"], "default": null,
               "etl": {"lookup": "merchants", "key": "/shop", "value": "/name", "onMissing": "retry"}},
              {"name": "source_topic", "type": "string", "etl": {"metadata": "topic"}},
              {"name": "source_partition", "type": "int", "etl": {"metadata": "partition"}},
              {"name": "source_offset", "type": "long", "etl": {"metadata": "offset"}}
            ]}
            """;

    @TempDir
    Path directory;

    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final Random random = new Random(5);
    private TransactionRig rig;
    private CheckedProducer producer;

    @BeforeEach
    void start() throws Exception {
        rig = new TransactionRig(directory, 1, kafka.bootstrapServers(), 1);
        kafka.createTopic(LARGE, 1, Map.of("max.message.bytes", "8000000"));
        producer = rig.topics().producer(Map.of("max.request.size", 8_000_000, "compression.type", "none"));
    }

    @AfterEach
    void stop() {
        producer.close();
        rig.close();
        kafka.close();
    }

    @Test
    void everyRecord_isInOnePlaceWhateverOfItIsTooLarge() throws Exception {
        Map<String, String> env = environment();
        byte[] noise = noise(2_000_000);
        send(utf8("k"), noise, null); // 0
        send(noise(1_500_000), utf8("{"), null); // 1
        send(utf8("k"), utf8("{"), noise(1_500_000)); // 2
        send(utf8("k"), json("never", 1_500_000), utf8("h")); // 3
        send(utf8("k"), json("M000000", 1_500_000), null); // 4
        for (int length = BROKERS_LIMIT - 3_000; length <= BROKERS_LIMIT; length += 100) {
            send(null, noise(length), null); // the brink, where our own headers decide
        }
        send(utf8("k"), json(null, 10), null);

        try (Sluice sluice = Sluice.start(Settings.fromEnvironment(env))) {
            Ledger ledger = await().pollInterval(Duration.ofSeconds(1))
                    .until(
                            () -> rig.ledger(record -> {}),
                            now -> now.problems(rig.topics().ends(LARGE)).isEmpty());
            assertThat(ledger.landed()).isEqualTo(2);
            assertThat(ledger.deadLettersByReason()).isEqualTo(Map.of("malformed_json", 34L, "record_too_large", 1L));
            CommandLine verify = SluiceCommand.commandLine(env);
            assertThat(verify.execute("verify")).isZero();
            assertThat(HttpPage.get(sluice, "/health/live")).contains("\"ok\"");
        }

        Map<Long, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
        rig.topics()
                .readCommitted(
                        "sluice.dead-letters",
                        letter -> letters.put(Long.parseLong(text(letter, FailureHeaders.OFFSET)), letter));
        assertThat(letters.get(0L).key()).isEqualTo(utf8("k"));
        assertThat(letters.get(0L).value()).isNull();
        assertThat(text(letters.get(0L), FailureHeaders.VALUE_BYTES)).isEqualTo("2000000");
        assertThat(text(letters.get(0L), FailureHeaders.VALUE_SHA256))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(noise)));
        assertThat(letters.get(1L).key()).isNull();
        assertThat(letters.get(1L).value()).isEqualTo(utf8("{"));
        assertThat(text(letters.get(1L), FailureHeaders.KEY_BYTES)).isEqualTo("1500000");
        assertThat(letters.get(2L).headers().lastHeader("own")).isNull();
        assertThat(text(letters.get(2L), FailureHeaders.HEADERS_BYTES)).isEqualTo("1500011");
        assertThat(text(letters.get(3L), FailureHeaders.REASON)).isEqualTo("record_too_large");
        assertThat(text(letters.get(3L), FailureHeaders.PATH)).isEqualTo("shop");
        assertThat(text(letters.get(3L), FailureHeaders.ATTEMPTS)).isEqualTo("1");
        assertThat(text(letters.get(3L), "own")).isEqualTo("h");
        assertThat(letters.values().stream().filter(letter -> letter.value() != null && letter.key() == null))
                .as("on the brink, and whole")
                .hasSizeBetween(2, 29)
                .allSatisfy(letter -> assertThat(letter.headers().lastHeader(FailureHeaders.VALUE_BYTES))
                        .isNull());
    }

    @Test
    void letter_isLeftOutOfReplaysUntilTheRetryTopicTakesIt() throws Exception {
        String letters = "large-letters";
        kafka.createTopic(letters, 1, Map.of("max.message.bytes", "8000000"));
        Map<String, String> env = environment();
        env.put("SLUICE_DEAD_LETTER_TOPIC", letters);
        String member = Base64.getEncoder().encodeToString(noise(600_000));
        String sale = "{\"id\": \"a\", \"shop\": \"never\", \"p\": \"%s\", \"q\": \"%s\"}".formatted(member, member);
        send(utf8("k"), utf8(sale), null);
        send(utf8("k"), utf8("{"), null);
        try (Sluice sluice = Sluice.start(Settings.fromEnvironment(env))) {
            await().pollInterval(Duration.ofSeconds(1))
                    .until(() -> values(letters).size() == 2);
            assertThat(HttpPage.get(sluice, "/health/live")).contains("\"ok\"");
        }
        assertThat(values(letters)).as("whole").containsExactly(utf8(sale), utf8("{"));

        for (String[] run : new String[][] {{"dlq", "replay", "--dry-run"}, {"dlq", "replay"}}) {
            StringWriter out = new StringWriter();
            assertThat(run(env, out, run)).isOne();
            assertThat(out.toString())
                    .containsPattern("replay(ed)? 1 to sluice.retries; left out: 1 larger than the topic takes")
                    .contains("max.message.bytes");
        }
        assertRetries(utf8("{"));

        rig.topics().set("sluice.retries", "max.message.bytes", "8000000");
        await().until(() -> run(env, new StringWriter(), "dlq", "replay") == 0);
        assertRetries(utf8("{"), utf8(sale));
    }

    private void assertRetries(byte[]... records) {
        rig.topics().awaitSettled("sluice.retries");
        assertThat(values("sluice.retries")).containsExactly(records);
    }

    private static int run(Map<String, String> env, StringWriter out, String... arguments) {
        CommandLine commandLine = SluiceCommand.commandLine(env);
        commandLine.setOut(new PrintWriter(out));
        return commandLine.execute(arguments);
    }

    /** Of the committed records of a topic, in their order; wake-up records have none. */
    private List<byte[]> values(String topic) {
        List<byte[]> values = new ArrayList<>();
        rig.topics().readCommitted(topic, record -> {
            if (record.value() != null) {
                values.add(record.value());
            }
        });
        return values;
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> env = rig.environment();
        env.put("SLUICE_INPUT_TOPICS", LARGE);
        env.put(
                "SLUICE_SCHEMA_FILE",
                Files.writeString(directory.resolve("t.avsc"), SCHEMA).toString());
        env.put("SLUICE_ROTATE_AGE", "1s");
        return env;
    }

    private void send(byte[] key, byte[] value, byte[] header) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(LARGE, key, value);
        if (header != null) {
            record.headers().add("own", header);
        }
        producer.send(record);
        producer.flush();
    }

    /** A sale, made this large by members that nothing reads. */
    private static byte[] json(String shop, int length) {
        StringBuilder json = new StringBuilder("{\"id\": \"a\"");
        for (int i = 0; json.length() < length; i++) {
            json.append(", \"p%d\": \"%s\"".formatted(i, "x".repeat(Math.min(length, 100_000))));
        }
        return utf8(json + (shop == null ? "}" : ", \"shop\": \"" + shop + "\"}"));
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        return TestHeaders.text(letter.headers(), name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
