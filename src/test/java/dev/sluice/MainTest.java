package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.testing.SystemProperties;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Map<String, String> environment, String... args) {
        CommandLine commandLine = SluiceCommand.commandLine(environment);
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
    void run_exitsWith3AndTheRemedyWhenKafkaDoesNotAnswer() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SLUICE_INPUT_TOPICS", "transactions",
                "SLUICE_LOOKUPS", "merchants=ref.merchants,currencies=ref.currencies,fx=ref.fx",
                "SLUICE_S3_BUCKET", "lake",
                "SLUICE_S3_REGION", "eu-central-1",
                "SLUICE_S3_ENDPOINT", "http://127.0.0.1:1",
                "SLUICE_STATE_DIRECTORY", directory.toString(),
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "KAFKA_ADMIN_REQUEST_TIMEOUT_MS", "100",
                "KAFKA_ADMIN_DEFAULT_API_TIMEOUT_MS", "200"));
        try (SystemProperties credentials = new SystemProperties()) {
            credentials.with("aws.accessKeyId", "key").with("aws.secretAccessKey", "secret");
            assertThat(execute(environment, "run")).isEqualTo(3);
        }

        assertThat(err.toString())
                .startsWith("sluice: Kafka: did not tell of its topics")
                .contains("check KAFKA_BOOTSTRAP_SERVERS")
                .doesNotContain("\tat ");
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .as("nothing goes on")
                .noneMatch(thread -> thread.getName().equals("sluice-bucket-watch")));
    }

    @Test
    void run_isTheDefaultCommand() {
        assertThat(execute(Map.of())).isEqualTo(2);

        assertThat(err.toString()).contains("SLUICE_INPUT_TOPICS is not set");
    }

    static Stream<Arguments> commands() {
        return below("", SluiceCommand.commandLine(Map.of()));
    }

    private static Stream<Arguments> below(String words, CommandLine command) {
        return Stream.concat(
                Stream.of(Arguments.of(words.strip())),
                command.getSubcommands().entrySet().stream()
                        .flatMap(entry -> below(words + " " + entry.getKey(), entry.getValue())));
    }

    @Test
    void commands_areAllThere() {
        assertThat(commands().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrder(
                        "",
                        "run",
                        "schema",
                        "schema check",
                        "schema compat",
                        "doctor",
                        "verify",
                        "dlq",
                        "dlq list",
                        "dlq show",
                        "dlq replay",
                        "dlq export");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_saysUsageAndExitStatusIn80Columns(String command) {
        assertThat(execute(Map.of(), (command + " --help").strip().split(" "))).isZero();

        assertThat(out.toString())
                .startsWith(("Usage: sluice " + command).strip())
                .contains("\nExit status:\n", "  2   ");
        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void unknownOption_isToldInShortWithTheCommandWhoseHelpToRead(String command) {
        assertThat(execute(Map.of(), (command + " --frobnicate").strip().split(" ")))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .hasSizeLessThan(4)
                .contains("Try: " + ("sluice " + command).strip() + " --help")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .first()
                .asString()
                .startsWith("sluice: ")
                .containsPattern("'--frobnicate'|Missing required parameter");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void help_listsTheVariables() {
        assertThat(execute(Map.of(), "run", "--help")).isZero();

        assertThat(out.toString())
                .contains("  SLUICE_INPUT_TOPICS (required)", "  SLUICE_RETRY_BACKOFFS=10s,1m,10m", "  KAFKA_…");
    }

    @Test
    void problems_areToldIn80Columns() {
        assertThat(execute(Map.of("SLUICE_ROTATE_AGE", "long", "SLUICE_CODEC", "lzma"), "run"))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void schemaFile_thatIsNotThereIsToldWithoutAStack() {
        assertThat(execute(Map.of("SLUICE_SCHEMA_FILE", "nosuch.avsc"), "run")).isEqualTo(2);

        assertThat(err.toString()).contains("SLUICE_SCHEMA_FILE").doesNotContain("\tat ");
    }

    @Test
    void broker_whoseNameIsNoneIsToldWithoutAStack() {
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "sluice.invalid:9092",
                "SLUICE_INPUT_TOPICS", "transactions",
                "SLUICE_LOOKUPS", "merchants=m,currencies=c,fx=f",
                "SLUICE_S3_BUCKET", "lake",
                "SLUICE_S3_ENDPOINT", "http://127.0.0.1:1",
                "SLUICE_STATE_DIRECTORY", directory.toString());

        assertThat(execute(environment, "run")).isEqualTo(2);

        assertThat(err.toString())
                .contains("sluice: ", "bootstrap", "correct KAFKA_BOOTSTRAP_SERVERS")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dlq list", "dlq show 0:1"})
    void command_saysWhatToCheckWhenKafkaDoesNotAnswer(String command) {
        Map<String, String> environment = Map.of(
                "SLUICE_INPUT_TOPICS", "transactions",
                "SLUICE_S3_BUCKET", "lake",
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "KAFKA_ADMIN_REQUEST_TIMEOUT_MS", "100",
                "KAFKA_ADMIN_DEFAULT_API_TIMEOUT_MS", "200");

        assertThat(execute(environment, command.split(" "))).isEqualTo(3);

        assertThat(said()).startsWith("sluice: Kafka did not tell ").contains("; check KAFKA_BOOTSTRAP_SERVERS and");
        assertThat(err.toString().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    /** What the standard error says, whatever its lines. */
    private String said() {
        return err.toString().replaceAll("\\s+", " ").strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dlq list --since yesterday        | --since yesterday: it must be a time such as 2026-11-21T08:00:00Z
            dlq export --until noon           | --until noon: it must be a time such as 2026-11-21T08:00:00Z
            dlq list --reason wrong           | --reason wrong: it must be one of malformed_json, null_value,
            dlq list --from-offset x          | --from-offset x: it must be an offset in the dead-letter topic
            dlq replay --to nowhere           | --to nowhere: it must be retry or source
            dlq replay --rate abc             | --rate abc: it must be a whole number of 1 or more
            dlq replay --rate 0               | --rate 0: it must be 1 letter a second or more
            dlq replay --max-replays 1.5      | --max-replays 1.5: it must be a whole number of 1 or more
            """)
    void option_isToldWhatItMustBe(String command, String expected) {
        assertThat(execute(Map.of(), command.split(" "))).isEqualTo(2);

        assertThat(said()).startsWith("sluice: " + expected).contains("Try: sluice dlq");
    }

    @Test
    void unknownCommand_isMetWithTheNearest() {
        assertThat(execute(Map.of(), "verfy")).isEqualTo(2);

        assertThat(err.toString()).contains("verify?");
    }

    @Test
    void help_isAnOptionAndNoCommand() {
        assertThat(execute(Map.of(), "help")).isEqualTo(2);

        assertThat(err.toString()).contains("Try: sluice --help").doesNotContain("?");
    }

    /** In a process of its own, for picocli asks the environment; forced, for there is no terminal here. */
    @Test
    void colours_areLeftOutWhenNoColorIsSet() throws Exception {
        assertThat(helpOfProcess(Map.of("CLICOLOR_FORCE", "1"))).contains("\033[");
        assertThat(helpOfProcess(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1")))
                .startsWith("Usage: sluice")
                .doesNotContain("\033");
    }

    private static String helpOfProcess(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--help");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
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
}
