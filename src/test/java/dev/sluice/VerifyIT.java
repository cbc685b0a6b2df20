package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.config.Settings;
import dev.sluice.service.Sluice;
import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.TransactionRig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice verify} while the service works and after it, then after each thing that can go wrong. */
class VerifyIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int RECORDS = 20_000;

    @TempDir
    Path directory;

    private TransactionRig rig;
    private Map<String, String> env;

    /** What one run of the command came to. */
    private record Outcome(int exit, JsonNode json, String err) {
        long total(String column) {
            long total = 0;
            for (JsonNode partition : json.get("partitions")) {
                total += partition.get(column).asLong();
            }
            return total;
        }

        long problems(String kind) {
            return json.get("problemCounts").path(kind).asLong(0);
        }

        JsonNode first(String kind) {
            List<JsonNode> shown = shown(kind);
            assertThat(shown).as("problems of kind " + kind + " in " + json).isNotEmpty();
            return shown.get(0);
        }

        List<JsonNode> shown(String kind) {
            List<JsonNode> shown = new ArrayList<>();
            for (JsonNode problem : json.get("problems")) {
                if (problem.get("kind").asString().equals(kind)) {
                    shown.add(problem);
                }
            }
            return shown;
        }
    }

    private Outcome verify(String... options) {
        List<String> args = new ArrayList<>(List.of("verify", "--json"));
        args.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = SluiceCommand.commandLine(env);
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int exit = commandLine.execute(args.toArray(String[]::new));
        assertThat(exit).as(err.toString()).isIn(0, 1);
        return new Outcome(exit, JSON.readTree(out.toString()), err.toString());
    }

    private String text() {
        StringWriter out = new StringWriter();
        CommandLine commandLine = SluiceCommand.commandLine(env);
        commandLine.setOut(new PrintWriter(out));
        commandLine.execute("verify");
        return out.toString();
    }

    @BeforeEach
    void start() throws Exception {
        rig = new TransactionRig(directory, 11);
        env = rig.environment();
        env.put("SLUICE_ROTATE_RECORDS", "1000");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void verdict_isWholeUntilSomethingIsDamagedAndThenNamesIt() throws Exception {
        runService();
        assertThat(verify().exit()).isZero();
        assertThat(text())
                .contains("DEAD LETTERED", "Whole: each of 20,000 records is in exactly one place, 0 of them pending");
        try (S3Client s3 = rig.s3()) {
            damageObjects(s3);
        }
        damageTopics();
    }

    private void runService() throws Exception {
        Outcome before = verify();
        assertThat(before.exit()).as("nothing is there yet").isZero();
        serve("1h", this::verifyOpenBatches);
        serve("3s", this::verifyAtWork);
    }

    private void serve(String rotateAge, Runnable work) throws Exception {
        env.put("SLUICE_ROTATE_AGE", rotateAge);
        Sluice sluice = Sluice.start(Settings.fromEnvironment(env));
        try {
            work.run();
        } finally {
            sluice.close();
        }
    }

    private void verifyOpenBatches() {
        rig.feed(RECORDS / 2);
        await().untilAsserted(() -> {
            Outcome running = verify();
            assertThat(running.exit()).as(running.json().toString()).isZero();
            assertThat(running.total("notRead")).isZero();
            assertThat(running.total("pending")).isPositive();
        });
    }

    private void verifyAtWork() {
        for (int i = 0; i < 5; i++) {
            rig.feed(RECORDS / 10);
            Outcome running = verify();
            assertThat(running.exit()).as(running.json().toString()).isZero();
        }
        rig.produceLateMerchants();
        await().pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Outcome running = verify();
            assertThat(running.exit()).as(running.json().toString()).isZero();
            assertThat(running.total("landed") + running.total("deadLettered")).isEqualTo(RECORDS);
        });
    }

    private void damageObjects(S3Client s3) {
        List<String> keys = s3.listObjectsV2(request -> request.bucket(TransactionRig.BUCKET)).contents().stream()
                .map(object -> object.key())
                .toList();
        String key = keys.get(0);
        byte[] bytes = get(s3, key);

        s3.deleteObject(request -> request.bucket(TransactionRig.BUCKET).key(key));
        Outcome missing = verify();
        assertThat(missing.exit()).isOne();
        assertThat(missing.first("missing_object").get("object").asString()).isEqualTo(key);
        assertThat(missing.total("damaged")).isPositive();
        assertThat(verify("--quick").problems("missing_object")).isOne();

        put(s3, key, Arrays.copyOf(bytes, bytes.length - 20));
        assertThat(verify().problems("wrong_length")).isOne();
        assertThat(verify("--quick").problems("wrong_length")).isOne();

        byte[] altered = bytes.clone();
        altered[bytes.length / 2] ^= 1;
        put(s3, key, altered);
        assertThat(verify().problems("wrong_checksum")).isOne();
        assertThat(verify("--quick").exit()).as("only bytes tell").isZero();

        put(s3, key, bytes);
        assertThat(verify().exit()).isZero();

        put(s3, "transactions/foreign.avro", new byte[] {1});
        assertThat(verify().first("foreign_object").get("object").asString()).isEqualTo("transactions/foreign.avro");
        s3.deleteObject(request -> request.bucket(TransactionRig.BUCKET).key("transactions/foreign.avro"));

        put(s3, "transactions/a\u0001 +%41\u001b[31mé\n.avro", new byte[] {1});
        assertThat(verify().first("foreign_object").get("object").asString())
                .as("XML could not hold the key")
                .isEqualTo("transactions/a\u0001 +%41\u001b[31mé\n.avro");
        assertThat(text())
                .contains("foreign object: transactions/a\\u0001 +%41\\u001b[31mé\\u000a.avro is not Sluice's");
        s3.deleteObject(
                request -> request.bucket(TransactionRig.BUCKET).key("transactions/a\u0001 +%41\u001b[31mé\n.avro"));

        String copied = keys.get(1);
        s3.copyObject(request -> request.sourceBucket(TransactionRig.BUCKET)
                .sourceKey(copied)
                .destinationBucket(TransactionRig.BUCKET)
                .destinationKey("transactions/copy.avro"));
        Outcome orphan = verify();
        assertThat(orphan.first("orphaned_object").get("text").asString())
                .contains("transactions/copy.avro", "topic transactions", "application sluice");
        s3.deleteObject(request -> request.bucket(TransactionRig.BUCKET).key("transactions/copy.avro"));

        s3.putObject(
                request -> request.bucket(TransactionRig.BUCKET)
                        .key("transactions/other.avro")
                        .metadata(Map.of("sluice-records", "1", "sluice-application-id", "other")),
                RequestBody.fromString("another application's"));
        Outcome shared = verify();
        assertThat(shared.json().get("whole").asBoolean()).isTrue();
        assertThat(shared.json().get("notes").toString()).contains("1 objects are of application other");
        s3.deleteObject(request -> request.bucket(TransactionRig.BUCKET).key("transactions/other.avro"));
        assertThat(verify().exit()).isZero();
    }

    private static byte[] get(S3Client s3, String key) {
        return s3.getObjectAsBytes(
                        request -> request.bucket(TransactionRig.BUCKET).key(key))
                .asByteArray();
    }

    private static void put(S3Client s3, String key, byte[] bytes) {
        s3.putObject(request -> request.bucket(TransactionRig.BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    private void damageTopics() throws Exception {
        rig.feed(1);
        Outcome unread = verify();
        assertThat(unread.exit()).isZero();
        assertThat(unread.total("notRead")).isOne();

        ConsumerRecord<byte[], byte[]> letter = firstOf("sluice.dead-letters");
        repeat(letter);
        Outcome doubledLetter = verify();
        assertThat(doubledLetter.exit()).isOne();
        assertThat(doubledLetter.total("doubled")).isOne();
        assertThat(doubledLetter.first("doubled").get("places")).hasSize(2);

        ConsumerRecord<byte[], byte[]> announcement = firstOf("sluice.manifest");
        repeat(announcement);
        Outcome announcedTwice = verify();
        assertThat(announcedTwice.problems("announced_twice")).isOne();
        // In the order of the input's positions, so the doubled letter may come first or last.
        assertThat(announcedTwice.shown("doubled"))
                .extracting(problem -> problem.get("text").asString())
                .anyMatch(text -> text.contains("sluice.manifest-0@" + announcement.offset()));

        rig.topics().deleteBefore(new TopicPartition(letter.topic(), letter.partition()), letter.offset() + 1);
        Outcome onlyRepeated = verify();
        assertThat(onlyRepeated.problems("lost"))
                .as("its repetition stands for it")
                .isZero();
        rig.topics()
                .deleteBefore(
                        new TopicPartition(letter.topic(), letter.partition()),
                        rig.topics().ends(letter.topic()).get(new TopicPartition(letter.topic(), letter.partition())));
        Outcome lost = verify();
        assertThat(lost.problems("lost")).isPositive();
        assertThat(lost.first("lost").get("partition").asInt()).isEqualTo(letter.partition());
        assertThat(text()).contains("Not whole: ", "announced twice: ", "note: sluice.dead-letters-");
    }

    private ConsumerRecord<byte[], byte[]> firstOf(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        rig.topics().readCommitted(topic, records::add);
        return records.get(0);
    }

    private void repeat(ConsumerRecord<byte[], byte[]> record) {
        try (CheckedProducer producer = rig.topics().producer()) {
            producer.send(new ProducerRecord<>(
                    record.topic(), record.partition(), record.key(), record.value(), record.headers()));
        }
    }
}
