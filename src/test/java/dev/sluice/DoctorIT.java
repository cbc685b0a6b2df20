package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.chaos.FaultyS3;
import dev.sluice.chaos.PutLog;
import dev.sluice.cli.SluiceCommand;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.service.Sluice;
import dev.sluice.status.Status;
import dev.sluice.status.StatusJson;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.EmbeddedS3;
import dev.sluice.testing.KafkaTopics;
import dev.sluice.testing.SystemProperties;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice doctor}, and the service's own start, on a broker and an S3 server that are well, and that are not. */
class DoctorIT {

    private static EmbeddedKafka kafka;
    private static EmbeddedS3 s3;

    @TempDir
    Path directory;

    private final Map<String, String> env = new HashMap<>();

    /** What one run of the command came to. */
    private record Outcome(int exit, JsonNode json) {

        List<String> findings(String level) {
            return json.get("findings")
                    .valueStream()
                    .filter(finding -> finding.get("level").asString().equals(level))
                    .map(finding -> finding.get("subject").asString() + ": "
                            + finding.get("text").asString())
                    .toList();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start();
        s3 = EmbeddedS3.start();
        s3.createBucket("lake");
        keys(); // the first request loads classes; the doctor waits ten seconds for its own
        KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers());
        Map<String, String> roomy = Map.of("max.message.bytes", "2000000", "retention.ms", "-1");
        topics.create(4, "in");
        topics.create(4, roomy, "well.retries", "well.dead-letters");
        topics.create(1, roomy, "well.manifest");
        topics.create(1, Map.of("cleanup.policy", "compact"), "ref.merchants", "ref.currencies", "ref.fx");
        topics.create(2, Map.of("cleanup.policy", "compact"), "ill.dead-letters");
        topics.create(1, Map.of("retention.ms", "60000"), "ill.manifest");
    }

    @AfterAll
    static void stop() {
        s3.close();
        kafka.close();
    }

    @BeforeEach
    void configure() {
        s3.useCredentials();
        env.put("SLUICE_APPLICATION_ID", "well");
        env.put("SLUICE_INPUT_TOPICS", "in");
        env.put("SLUICE_SCHEMA_FILE", "avro-schemas/transaction.avsc");
        env.put("SLUICE_LOOKUPS", "merchants=ref.merchants,currencies=ref.currencies,fx=ref.fx");
        env.put("SLUICE_S3_BUCKET", "lake");
        env.put("SLUICE_S3_PREFIX", "folder");
        env.put("SLUICE_S3_ENDPOINT", s3.endpoint().toString());
        env.put("SLUICE_S3_PATH_STYLE", "true");
        env.put("SLUICE_HTTP_ADDRESS", "127.0.0.1:0");
        env.put("SLUICE_STATE_DIRECTORY", directory.toString());
        env.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    }

    private String print(int expectedExit, String... args) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = SluiceCommand.commandLine(env);
        commandLine.setOut(new PrintWriter(out));
        assertThat(commandLine.execute(args)).as(out.toString()).isEqualTo(expectedExit);
        return out.toString();
    }

    private Outcome doctor(int expectedExit) {
        return new Outcome(expectedExit, new JsonMapper().readTree(print(expectedExit, "doctor", "--json")));
    }

    private static List<String> keys() {
        try (S3Client client = s3.client()) {
            return client.listObjectsV2(request -> request.bucket("lake")).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    @Test
    void doctor_exitsWith0AndLeavesNothingWhenAllIsWell() {
        Outcome outcome = doctor(0);

        assertThat(outcome.json().get("worst").asString())
                .as(outcome.json().toString())
                .isEqualTo("ok");
        assertThat(outcome.findings("ok"))
                .contains(
                        "topic in: 4 partitions",
                        "bucket lake: takes objects, and no second one under the same key",
                        "broker: allows for transactions of 900000 ms");
        assertThat(keys()).isEmpty();
        assertThat(print(0, "doctor").lines()).first().asString().startsWith("LEVEL  SUBJECT");
    }

    @Test
    void doctor_tellsAllProblemsAtOnceAndSoDoesTheStart() {
        env.put("SLUICE_APPLICATION_ID", "ill");
        env.put("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "2000000");
        env.put("KAFKA_PRODUCER_MAX_BLOCK_MS", "3000000");

        Outcome outcome = doctor(1);

        assertThat(outcome.findings("fatal"))
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("topic ill.retries: does not exist", "--partitions 4"))
                .anySatisfy(text -> assertThat(text).contains("topic ill.dead-letters: is compacted"))
                .anySatisfy(text -> assertThat(text).contains("broker: allows for transactions of 900000 ms"));
        assertThat(outcome.findings("warning"))
                .anySatisfy(text -> assertThat(text).contains("topic ill.manifest: keeps records for 1m"));
        assertThatThrownBy(() -> Sluice.start(Settings.fromEnvironment(env)))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        refused -> assertThat(refused.problems()).containsExactlyElementsOf(outcome.findings("fatal")));
    }

    @Test
    void bucketThatReplacesObjects_keepsTheServiceFromStarting() {
        try (S3Client client = s3.client();
                FaultyS3 careless = new FaultyS3(s3.endpoint(), new PutLog(), key -> {})) {
            careless.ignoreConditions(
                    key -> client.deleteObject(request -> request.bucket("lake").key(key)));
            env.put("SLUICE_S3_ENDPOINT", careless.endpoint().toString());

            assertThat(doctor(1).findings("fatal"))
                    .singleElement()
                    .asString()
                    .contains("bucket lake: it replaces an object that is there", "If-None-Match");
            assertThatThrownBy(() -> Sluice.start(Settings.fromEnvironment(env)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("If-None-Match");
        }
        assertThat(keys()).isEmpty();
    }

    @Test
    void missingBucket_isAProblemWithItsRemedyAndTheServiceWaits() throws Exception {
        env.put("SLUICE_S3_BUCKET", "nowhere");

        assertThat(doctor(1).findings("problem"))
                .singleElement()
                .asString()
                .contains("bucket nowhere", "404", "create the bucket, or correct SLUICE_S3_BUCKET");
        try (Sluice sluice = Sluice.start(Settings.fromEnvironment(env))) {
            assertThat(HttpPage.get(sluice, "/health/ready")).contains("unavailable", "create the bucket");
            assertThat(HttpPage.get(sluice, "/health/live")).contains("\"ok\"");
            assertThat(HttpPage.get(sluice, "/metrics")).contains("sluice_s3_refusing 1.0", "sluice_ready 0.0");
            Status status = StatusJson.decode(HttpPage.get(sluice, "/status"));
            assertThat(status.health().ready()).isFalse();
            assertThat(status.health().notReadyBecause().toString()).contains("create the bucket");
            assertThat(status.sinceStart().findings().toString()).contains("bucket nowhere");
        }
    }

    @Test
    void refusedCredentials_areAProblem() {
        try (SystemProperties properties = new SystemProperties()) {
            properties.with("aws.secretAccessKey", "not-the-secret");

            assertThat(doctor(1).findings("problem"))
                    .singleElement()
                    .asString()
                    .contains("403", "check the credentials")
                    .doesNotContain("not-the-secret");
        }
    }

    @Test
    void whatDoesNotAnswer_isUnknown() throws Exception {
        try (EmbeddedS3 gone = EmbeddedS3.start()) {
            env.put("SLUICE_S3_ENDPOINT", gone.endpoint().toString());
        }

        assertThat(doctor(3).findings("unknown")).singleElement().asString().startsWith("bucket lake: ");
    }
}
