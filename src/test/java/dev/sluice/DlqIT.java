package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.deadletters.Letters;
import dev.sluice.failure.FailureReason;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.TestHeaders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice dlq} against a real broker: each command, and what each says when something is not as it should be. */
class DlqIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static EmbeddedKafka kafka;
    private static KafkaTopics topics;
    private static int applications;

    @TempDir
    Path directory;

    private final String application = "app" + ++applications;
    private final String input = application + ".payments";
    private final String retries = application + ".retries";
    private final String deadLetters = application + ".dead-letters";

    /** What one run of a command came to; {@code err} in one line. */
    private record Outcome(int exit, String out, String err) {}

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
        topics = new KafkaTopics(kafka.bootstrapServers());
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        topics.create(3, input, retries, deadLetters);
    }

    private Outcome dlq(String... arguments) {
        Map<String, String> env = Map.of(
                "SLUICE_APPLICATION_ID",
                application,
                "SLUICE_INPUT_TOPICS",
                input,
                "SLUICE_S3_BUCKET",
                "lake",
                "SLUICE_SCHEMA_FILE",
                Path.of("avro-schemas/transaction.avsc").toAbsolutePath().toString(),
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = SluiceCommand.commandLine(env);
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        List<String> args = new ArrayList<>(List.of("dlq"));
        args.addAll(List.of(arguments));
        int exit = commandLine.execute(args.toArray(String[]::new));
        topics.awaitSettled(retries);
        topics.awaitSettled(input);
        return new Outcome(exit, out.toString(), err.toString().replaceAll("\\s+", " "));
    }

    /** Letters from offsets 0 to {@code letters - 1} of partition 2 of the input, in partition 1. */
    private void produce(int letters, FailureReason reason) {
        try (CheckedProducer producer = topics.producer()) {
            for (int i = 0; i < letters; i++) {
                producer.send(letter(headers(i, reason), Letters.bytes("{\"id\":" + i + "}")));
            }
        }
    }

    private ProducerRecord<byte[], byte[]> letter(Headers headers, byte[] value) {
        return new ProducerRecord<>(deadLetters, 1, Letters.TIMESTAMP, Letters.bytes("account"), value, headers);
    }

    private Headers headers(int offset, FailureReason reason) {
        Headers headers = Letters.headers(offset, reason);
        headers.remove(FailureHeaders.TOPIC);
        return headers.add(FailureHeaders.TOPIC, Letters.bytes(input))
                .add(FailureHeaders.APPLICATION_ID, Letters.bytes(application));
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        topics.readCommitted(topic, records::add);
        return records;
    }

    @Test
    void list_countsByReasonFieldSourceAndTime() {
        produce(30, FailureReason.WRONG_TYPE);
        produce(12, FailureReason.INEXACT);
        assertThat(dlq("replay", "--reason", "inexact", "--to-offset", "1:35").exit())
                .isZero();

        JsonNode json = JSON.readTree(dlq("list", "--json").out());
        assertThat(json.get("letters").asLong()).isEqualTo(42);
        assertThat(json.get("replayed").asLong()).isEqualTo(5);
        JsonNode inexact = json.get("byReasonAndField").get(0);
        assertThat(inexact.get("reason").asString()).isEqualTo("inexact");
        assertThat(inexact.get("field").asString()).isEqualTo("amount");
        assertThat(inexact.get("replayed").asLong()).isEqualTo(5);
        assertThat(json.get("bySourceTopic").get(0).get("sourceTopic").asString())
                .isEqualTo(input);
        assertThat(json.get("byTime").get("buckets").get(0).get("letters").asLong())
                .isEqualTo(42);

        assertThat(dlq("list", "--reason", "wrong_type").out())
                .contains("30 dead letters in " + deadLetters + ", 0 of them replayed")
                .doesNotContain("inexact");
    }

    @Test
    void show_isOfOneLetterAndHidesTheRecord() {
        produce(3, FailureReason.WRONG_TYPE);

        Outcome hidden = dlq("show", "1:2");
        assertThat(hidden.exit()).isZero();
        assertThat(hidden.out()).contains(input + "-2@2", "wrong_type").doesNotContain("{\"id\"");
        assertThat(dlq("show", "1:2", "--reveal").out()).contains("{\"id\":2}");

        Outcome missing = dlq("show", "1:3");
        assertThat(missing.exit()).isOne();
        assertThat(missing.err()).contains("no dead letter 1:3");
        assertThat(dlq("show", "9:0").exit()).isOne();
        assertThat(dlq("show", "17").exit()).isEqualTo(2);
    }

    @Test
    void export_writesALineForEachLetter() throws Exception {
        produce(5, FailureReason.WRONG_TYPE);
        Path file = directory.resolve("letters.ndjson");

        assertThat(dlq("export", "--reveal", "--from-offset", "2", "-o", file.toString())
                        .exit())
                .isZero();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        assertThat(JSON.readTree(lines.get(0)).get("value").get("id").asInt()).isEqualTo(2);
        assertThat(dlq("export").out()).doesNotContain("\"id\"").hasLineCount(5);
        assertThat(dlq("export", "-o", directory.toString()).exit()).isEqualTo(2);
        assertThat(dlq("export", "-o", directory.resolve("none/x").toString()).err())
                .contains("its folder does not exist");
    }

    @Test
    void replay_isOfEachLetterOnceHoweverOftenItRuns() {
        produce(700, FailureReason.WRONG_TYPE);

        Outcome dry = dlq("replay", "--dry-run");
        assertThat(dry.out()).contains("would replay 700 to " + retries);
        assertThat(topics.exists(application + ".replays")).isFalse();

        assertThat(dlq("replay", "--from-offset", "1:100", "--to-offset", "1:103")
                        .out())
                .contains("replayed 3 to " + retries);
        Outcome rest = dlq("replay");
        assertThat(rest.exit()).isZero();
        assertThat(rest.out()).contains("replayed 697 to " + retries + "; left out: 3 replayed before");
        assertThat(dlq("replay", "--to", "source").out()).contains("replayed 0", "700 replayed before");

        List<ConsumerRecord<byte[], byte[]>> replayed = read(retries);
        Set<Long> sources = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : replayed) {
            assertThat(record.partition()).as("that of the source").isEqualTo(2);
            assertThat(TestHeaders.failed(record.headers()).original().timestampMillis())
                    .isEqualTo(Letters.TIMESTAMP);
            long offset = FailureHeaders.source(record.headers()).offset();
            assertThat(record.value()).isEqualTo(Letters.bytes("{\"id\":" + offset + "}"));
            sources.add(offset);
        }
        assertThat(replayed).hasSize(700);
        assertThat(sources).hasSize(700);
        assertThat(read(input)).isEmpty();
        assertThat(dlq("show", "1:5").out()).contains("to retry");
    }

    @Test
    void replay_toTheSourceMakesNewRecordsThere() {
        produce(3, FailureReason.WRONG_TYPE);

        assertThat(dlq("replay", "--to", "source").out()).contains("replayed 3 to their source topics");

        assertThat(read(input)).hasSize(3).allSatisfy(record -> {
            assertThat(record.partition()).isEqualTo(2);
            assertThat(FailureHeaders.source(record.headers())).isNull();
            assertThat(TestHeaders.text(record.headers(), "trace")).isEqualTo("t-1");
        });
        assertThat(read(retries)).isEmpty();
    }

    @Test
    void replay_leavesOutWhatComesBackAgainAndAgainAndWhatHasNoValue() {
        try (CheckedProducer producer = topics.producer()) {
            producer.send(letter(
                    headers(0, FailureReason.INEXACT).add(FailureHeaders.REPLAYS, Letters.bytes("3")),
                    new byte[] {'1'}));
            producer.send(letter(
                    headers(1, FailureReason.LIMIT_EXCEEDED).add(FailureHeaders.VALUE_SHA256, Letters.bytes("00")),
                    null));
            producer.send(new ProducerRecord<>(deadLetters, 1, null, new byte[] {'1'}));
        }

        Outcome outcome = dlq("replay");
        assertThat(outcome.exit()).isOne();
        assertThat(outcome.out())
                .contains(
                        "replayed 0",
                        "1 already replayed 3 times",
                        "1 too large",
                        "1 of another application, or of none");

        assertThat(dlq("replay", "--force", "--to-offset", "1:1").exit()).isZero();
        assertThat(TestHeaders.text(read(retries).get(0).headers(), FailureHeaders.REPLAYS))
                .isEqualTo("4");
    }

    @Test
    void replay_endsOneThatIsStillAtWork() throws Exception {
        produce(200, FailureReason.WRONG_TYPE);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Outcome> slow = thread.submit(() -> dlq("replay", "--rate", "1"));
            await().until(() -> !read(retries).isEmpty());

            assertThat(dlq("replay").exit()).isZero();

            Outcome fenced = slow.get();
            assertThat(fenced.exit()).isEqualTo(4);
            assertThat(fenced.err()).contains("another replay of application " + application + " has begun");
        } finally {
            thread.shutdownNow();
        }
        assertThat(read(retries)).hasSize(200);
        assertThat(dlq("replay").out()).contains("replayed 0", "200 replayed before");
    }

    @Test
    void replay_createsTheTopicOfItsMarksBesideOthersThatDo() throws Exception {
        produce(20, FailureReason.WRONG_TYPE);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Outcome>> replays = threads.invokeAll(Collections.nCopies(4, () -> dlq("replay")));
            for (Future<Outcome> replay : replays) {
                assertThat(replay.get()) // one that takes longer than a second tells of its progress, too
                        .satisfiesAnyOf(
                                outcome -> assertThat(outcome.exit()).isZero(),
                                outcome -> assertThat(outcome.err()).contains("another replay"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(read(retries)).hasSize(20);
    }

    @Test
    void replay_isRefusedWhereItsMarksWouldExpire() throws Exception {
        produce(1, FailureReason.WRONG_TYPE);
        topics.create(1, application + ".replays");

        Outcome refused = dlq("replay");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("cleanup.policy delete", "kafka-configs.sh");
        assertThat(read(retries)).isEmpty();
    }

    @Test
    void command_isRefusedWhenItsOptionsAreNone() {
        assertThat(dlq("replay", "--rate", "0").exit()).isEqualTo(2);
        assertThat(dlq("replay", "--to", "nowhere").exit()).isEqualTo(2);
        assertThat(dlq("list", "--since", "yesterday").exit()).isEqualTo(2);
        assertThat(dlq("list", "--from-offset", "x").err()).contains("--from-offset x");
    }
}
