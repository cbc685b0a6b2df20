package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.SluiceCommandLine;
import dev.sluice.config.Settings;
import dev.sluice.docs.Markdown.Block;
import dev.sluice.docs.Markdown.Command;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the pages say to type. {@link TourIT} executes the tour, {@link OperatePagesIT} the pages of docs/operate; {@code
 * sluice schema}, which needs nothing, is executed here; the chart's test renders the example values.
 */
class CommandsTest {

    private static final String DATA = "src/test/resources/data/ms_fraud";

    /** Every command outside the tour, which is executed as it stands. */
    static Stream<Command> commands() throws IOException {
        return Markdown.pages().stream()
                .filter(page -> !page.path().equals(TourIT.PAGE))
                .flatMap(Markdown::commands);
    }

    static Stream<Command> schemaCommands() throws IOException {
        return commands()
                .filter(command -> command.text().startsWith("sluice schema ")
                        && !command.output().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_isOneThatExists(Command command) throws IOException {
        assertThat(ShellCommands.problem(command.text())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./mvnw -Pdemos",
                "./mvnw -Pdemo -Dinputs=x",
                "./mvnw frobnicate",
                "sluice verify --form 3",
                "sluice verify | grip lost",
                "java -jar target/sluice.jar frob",
                "java -jar target/sluce.jar",
                "docker-compose start-all",
                "docker build -t sluice elsewhere",
                "docker run -e SLUICE_INPUT_TOPIC=… sluice",
                "docker run -e SLUICE_INPUT_TOPICS=… sluce",
                "curl 'http://127.0.0.1:9099/lake'",
                "curl http://127.0.0.1:8080/health",
                "helm upgrade --install payments charts",
                "helm upgrade --install payments helm --set-file mapping.scheme=payment.avsc",
                "kubectl frob payments-sluice-0",
                "rm -r target"
            })
    void command_thatDoesNotExistIsFound(String command) throws IOException {
        assertThat(ShellCommands.problem(command)).isNotEmpty();
    }

    @Test
    void commands_areFound() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(30);
        assertThat(schemaCommands()).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("schemaCommands")
    void schemaCommand_printsWhatIsShown(Command command) {
        StringWriter printed = new StringWriter();
        SluiceCommandLine.create()
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(command.text()
                        .replace("$data", DATA)
                        .replaceFirst("^sluice ", "")
                        .split(" +"));

        assertThat(shown(command.output()))
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(printed.toString().lines())
                        .as("%s prints a line that begins with %s", command, line)
                        .anyMatch(any -> squeezed(any).startsWith(line)));
    }

    /** The lines that are shown, as far as they are: up to an ellipsis. */
    static List<String> shown(List<String> lines) {
        return lines.stream()
                .map(line -> squeezed(line.replaceFirst("….*", "")))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Columns are as wide as their longest value. */
    static String squeezed(String text) {
        return text.replaceAll(" +", " ").strip();
    }

    @Test
    void properties_areSettings(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "value");
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "SLUICE_INPUT_TOPICS", "in", "SLUICE_S3_BUCKET", "lake"));
        for (Markdown page : Markdown.pages()) {
            for (Block block : page.blocks("properties")) {
                block.lines().forEach(line -> {
                    String[] setting = line.split("=", 2);
                    environment.put(setting[0], setting[0].endsWith("_FILE") ? secret.toString() : setting[1]);
                });
            }
        }

        assertThat(environment).hasSizeGreaterThan(6);
        assertThatCode(() -> Settings.fromEnvironment(environment)).doesNotThrowAnyException();
    }
}
