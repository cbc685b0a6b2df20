package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.SystemProperties;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Map<String, String> environment, String... args) {
        CommandLine commandLine = Main.commandLine(environment);
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    @Test
    void run_exitsWith2AndAllProblemsWhenTheConfigurationIsUnusable() {
        assertThat(execute(Map.of("SLUICE_ROTATE_AGE", "long"), "run")).isEqualTo(2);

        assertThat(err.toString())
                .contains("SLUICE_INPUT_TOPICS", "SLUICE_S3_BUCKET", "SLUICE_ROTATE_AGE", "KAFKA_BOOTSTRAP_SERVERS")
                .doesNotContain("Exception", "\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void run_exitsWith1AndTheRemedyWhenKafkaDoesNotAnswer() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SLUICE_INPUT_TOPICS", "transactions",
                "SLUICE_LOOKUPS", "merchants=ref.merchants,currencies=ref.currencies,fx=ref.fx",
                "SLUICE_S3_BUCKET", "lake",
                "SLUICE_S3_REGION", "eu-central-1",
                "SLUICE_S3_ENDPOINT", "http://127.0.0.1:1",
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "KAFKA_ADMIN_REQUEST_TIMEOUT_MS", "100",
                "KAFKA_ADMIN_DEFAULT_API_TIMEOUT_MS", "200"));
        try (SystemProperties credentials = new SystemProperties()) {
            credentials.with("aws.accessKeyId", "key").with("aws.secretAccessKey", "secret");
            assertThat(execute(environment, "run")).isEqualTo(1);
        }

        assertThat(err.toString())
                .startsWith("sluice: Kafka: did not tell of its topics")
                .contains("check KAFKA_BOOTSTRAP_SERVERS")
                .hasLineCount(1);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .as("nothing goes on")
                .noneMatch(thread -> thread.getName().equals("sluice-bucket-watch")));
    }

    @Test
    void run_isTheDefaultCommand() {
        assertThat(execute(Map.of())).isEqualTo(2);

        assertThat(err.toString()).contains("SLUICE_INPUT_TOPICS is not set");
    }

    @Test
    void help_listsTheVariablesIn80Columns() {
        assertThat(execute(Map.of(), "run", "--help")).isZero();

        assertThat(out.toString()).contains("SLUICE_INPUT_TOPICS (required)", "SLUICE_RETRY_BACKOFFS=10s,1m,10m");
        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void schema_needsNoConfiguration() {
        assertThat(execute(Map.of(), "schema", "check", "avro-schemas/transaction.avsc"))
                .isZero();

        assertThat(out.toString()).contains("merchant_name", "/name of lookup table merchants by /merchant_id");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void verify_exitsWith2AndAllProblemsWhenTheConfigurationIsUnusable() {
        assertThat(execute(Map.of(), "verify", "--json")).isEqualTo(2);

        assertThat(err.toString()).contains("SLUICE_INPUT_TOPICS", "KAFKA_BOOTSTRAP_SERVERS");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void verify_exitsWith2AndTheFormWhenAnOffsetIsNone() {
        assertThat(execute(Map.of(), "verify", "--from", "transactions=3")).isEqualTo(2);

        assertThat(err.toString()).contains("--from transactions=3", "transactions-0=1000");
    }

    @Test
    void version_isPrinted() {
        assertThat(execute(Map.of(), "--version")).isZero();

        assertThat(out.toString()).startsWith("sluice ");
    }

    @Test
    void commandLine_exitsWith2WhenAnOptionIsUnknown() {
        assertThat(execute(Map.of(), "--frobnicate")).isEqualTo(2);
    }
}
