package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.Readme.Block;
import dev.sluice.cli.SluiceCommand;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsReference;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What README.md says to type, held against what it is about: the command line, pom.xml, docker-compose.yml, the chart,
 * the settings. {@link TourIT} executes the tour; {@code sluice schema}, which needs nothing, is executed here; the
 * chart's test renders the example values.
 */
class ReadmeTest {

    private static final String DATA = "src/test/resources/data/ms_fraud";
    private static final Set<String> GOALS = Set.of("clean", "package", "verify");
    private static final Set<String> MAVENS_OWN = Set.of("skipTests");
    private static final String COMMANDS_BEGIN = "<!-- commands -->\n";
    private static final String COMMANDS_END = "<!-- /commands -->";

    /** Every command outside the tour, without comment and continuation. */
    static Stream<String> commands() throws IOException {
        Readme readme = Readme.read();
        return Stream.concat(
                readme.blocks("sh").stream()
                        .filter(block -> !block.section().equals(Readme.TOUR))
                        .flatMap(block -> commands(block.text())),
                shown().map(Shown::command));
    }

    private static Stream<String> commands(String shell) {
        return shell.replaceAll("\\\\\n\\s*", "")
                .lines()
                .map(line -> line.replaceFirst("(^|\\s+)#.*", "").strip())
                .filter(line -> !line.isEmpty());
    }

    /** A command after a prompt, and the lines that it is said to print. */
    private record Shown(String command, List<String> lines) {

        @Override
        public String toString() {
            return command;
        }
    }

    private static Stream<Shown> shown() throws IOException {
        return Readme.read().blocks("console").stream()
                .flatMap(block -> Arrays.stream(block.text().split("(?m)^\\$ ")).skip(1))
                .map(text -> text.replaceAll("\\\\\n\\s*", ""))
                .map(text -> new Shown(
                        text.lines().findFirst().orElseThrow(),
                        text.lines().skip(1).toList()));
    }

    static Stream<Shown> schemaCommands() throws IOException {
        return shown().filter(shown -> shown.command().startsWith("sluice schema "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_isOneThatThereIs(String command) throws IOException {
        assertThat(problem(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./mvnw -Pdemos",
                "./mvnw -Pdemo -Dinputs=x",
                "./mvnw frobnicate",
                "sluice verify --form 3",
                "java -jar target/sluice.jar frob",
                "java -jar target/sluce.jar",
                "docker-compose start-all",
                "docker build -t sluice elsewhere",
                "docker run -e SLUICE_INPUT_TOPIC=… sluice",
                "docker run -e SLUICE_INPUT_TOPICS=… sluce",
                "curl 'http://127.0.0.1:9099/lake'",
                "helm upgrade --install payments charts",
                "helm upgrade --install payments helm --set-file mapping.scheme=payment.avsc",
                "rm -r target"
            })
    void command_thatThereIsNotIsFound(String command) throws IOException {
        assertThat(problem(command)).isNotEmpty();
    }

    /** What is wrong with a command; empty if nothing. */
    private static String problem(String command) throws IOException {
        List<String> words = List.of(command.split("\\s+"));
        List<String> arguments = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "./mvnw" -> maven(arguments);
            case "sluice" -> sluice(arguments);
            case "java" ->
                arguments.size() > 1 && arguments.subList(0, 2).equals(List.of("-jar", "target/sluice.jar"))
                        ? sluice(arguments.subList(2, arguments.size()))
                        : "no jar of ours";
            case "docker-compose" -> isOneOf(Set.of("up -d", "down -v"), String.join(" ", arguments));
            case "docker" -> docker(arguments);
            case "curl" -> curl(arguments.get(0));
            case "helm" -> helm(arguments);
            default -> "nobody knows " + words.get(0);
        };
    }

    private static String isOneOf(Set<String> known, String word) {
        return known.contains(word) ? "" : word + " is none of " + known;
    }

    private static String maven(List<String> arguments) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        return arguments.stream()
                .filter(word -> !word.equals("-q"))
                .filter(word -> {
                    String name = word.replaceFirst("^-[PD]", "").replaceFirst("=.*", "");
                    if (word.startsWith("-P")) {
                        return !pom.contains("<profile>\n      <id>" + name + "</id>");
                    }
                    return word.startsWith("-D")
                            ? !MAVENS_OWN.contains(name) && !pom.contains("${" + name + "}")
                            : !GOALS.contains(word);
                })
                .collect(Collectors.joining(" "));
    }

    private static String sluice(List<String> arguments) {
        try {
            SluiceCommand.commandLine(Map.of()).parseArgs(arguments.toArray(String[]::new));
            return "";
        } catch (ParameterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String docker(List<String> arguments) throws IOException {
        if (arguments.get(0).equals("build")) {
            return isOneOf(Set.of("build -t sluice ."), String.join(" ", arguments));
        }
        String settings = SettingsReference.markdown();
        for (String word : arguments) {
            if (word.contains("=") && !settings.contains("`" + word.replaceFirst("=.*", "") + "`")) {
                return "there is no setting " + word;
            }
        }
        return isOneOf(Set.of("sluice"), arguments.get(arguments.size() - 1));
    }

    private static String curl(String url) throws IOException {
        String hostAndPort = url.replaceFirst("'?http://([^/]+).*", "$1");
        return Files.readString(Path.of("docker-compose.yml")).contains("- " + hostAndPort + ":")
                ? ""
                : "docker-compose.yml publishes no " + hostAndPort;
    }

    private static String helm(List<String> arguments) throws IOException {
        if (!arguments.subList(0, 4).equals(List.of("upgrade", "--install", "payments", "helm"))) {
            return "no chart of ours";
        }
        String values = Files.readString(Path.of("helm", "values.yaml"));
        int set = arguments.indexOf("--set-file");
        if (set < 0) {
            return "";
        }
        String[] path = arguments.get(set + 1).replaceFirst("=.*", "").split("\\.");
        return Pattern.compile("(?m)^" + path[0] + ":\n(?: .*\n|\n)*?  " + path[1] + ":")
                        .matcher(values)
                        .find()
                ? ""
                : "values.yaml has no " + String.join(".", path);
    }

    @Test
    void chart_showsWhatTheTableSays() throws IOException {
        List<String> cpuSeconds = Pattern.compile("(?m)^\\| open partition paths \\|[^|]*\\|[^|]*\\| ([^ |]+) \\|")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(Readme.read().blocks("mermaid"))
                .singleElement()
                .satisfies(chart -> assertThat(chart.text()).contains("bar [" + String.join(", ", cpuSeconds) + "]"));
    }

    @Test
    void blocks_areAllOfKindsThatAreChecked() throws IOException {
        Readme readme = Readme.read();

        assertThat(readme.blocks()).allSatisfy(block -> {
            switch (block.language()) {
                case "sh", "console", "json", "yaml", "properties", "mermaid" -> {}
                case "text" -> assertThat(block.section()).isEqualTo(Readme.TOUR);
                default -> assertThat(block.text()).startsWith("Sluice demo: ");
            }
        });
        assertThat(readme.blocks("sh")).hasSizeGreaterThan(8);
        assertThat(commands()).hasSizeGreaterThan(12);
        assertThat(Files.readString(Path.of("README.md")))
                .as("an indented command, which nobody would check")
                .doesNotContainPattern("(?m)^ {4}(\\$|\\./mvnw|java|sluice|docker|helm|kafka|curl)");
    }

    @ParameterizedTest
    @MethodSource("schemaCommands")
    void schemaCommand_printsWhatIsShown(Shown shown) {
        StringWriter printed = new StringWriter();
        SluiceCommand.commandLine(Map.of())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(shown.command()
                        .replace("$data", DATA)
                        .replaceFirst("^sluice ", "")
                        .split(" "));

        assertThat(shown.lines()).hasSizeGreaterThan(2);
        // As far as it is shown, up to an ellipsis; columns are as wide as what is in them.
        for (String line : shown.lines()) {
            String start = squeezed(line.replaceFirst("….*", ""));
            assertThat(printed.toString().lines())
                    .as("%s prints a line that begins with %s", shown.command(), start)
                    .anyMatch(any -> squeezed(any).startsWith(start));
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll(" +", " ").strip();
    }

    @Test
    void schemaCommands_areShown() throws IOException {
        assertThat(schemaCommands()).hasSize(2);
    }

    @Test
    void properties_areSettings(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "value");
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "SLUICE_INPUT_TOPICS", "in", "SLUICE_S3_BUCKET", "lake"));
        List<Block> blocks = Readme.read().blocks("properties");
        blocks.forEach(block -> block.lines().forEach(line -> {
            String[] setting = line.split("=", 2);
            environment.put(setting[0], setting[0].endsWith("_FILE") ? secret.toString() : setting[1]);
        }));

        assertThat(environment).hasSizeGreaterThan(6);
        assertThatCode(() -> Settings.fromEnvironment(environment)).doesNotThrowAnyException();
    }

    @Test
    void commands_areListedAsTheCommandLineHasThem() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains(COMMANDS_BEGIN, COMMANDS_END);
        assertThat(readme.substring(
                        readme.indexOf(COMMANDS_BEGIN) + COMMANDS_BEGIN.length(), readme.indexOf(COMMANDS_END)))
                .as("copy the expected table into README.md")
                .isEqualTo("| command | what it does | options | exit status |\n|---|---|---|---|\n"
                        + rows(SluiceCommand.commandLine(Map.of())));
    }

    private static String rows(CommandLine commandLine) {
        return commandLine.getSubcommands().values().stream()
                .map(command -> command.getSubcommands().isEmpty() ? row(command.getCommandSpec()) : rows(command))
                .collect(Collectors.joining());
    }

    private static String row(CommandSpec command) {
        String arguments = command.positionalParameters().stream()
                .map(argument -> " " + argument.paramLabel())
                .collect(Collectors.joining());
        String options = command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(option -> "`" + option.longestName() + "`")
                .sorted()
                .collect(Collectors.joining(" "));
        String statuses = command.usageMessage().exitCodeList().entrySet().stream()
                .map(status -> status.getKey() + ": " + Objects.requireNonNull(status.getValue()))
                .collect(Collectors.joining("<br>"));
        return "| `%s%s` | %s | %s | %s |\n"
                .formatted(
                        command.qualifiedName(),
                        arguments,
                        command.usageMessage().description()[0],
                        options,
                        statuses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "RATIONALE.md", "CONTRIBUTING.md"})
    void tests_thatAreNamedAreThere(String document) throws IOException {
        List<String> named = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Contract|Run|Fuzz))(?:\\.(\\w+))?…?`")
                .matcher(Files.readString(Path.of(document)))
                .results()
                .map(match -> match.group(1) + "." + Objects.requireNonNullElse(match.group(2), ""))
                .toList();
        Map<String, String> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            ReadmeTest::text,
                            String::concat));
        }

        assertThat(named).hasSizeGreaterThan(2).allSatisfy(name -> {
            String[] parts = name.split("\\.", -1);
            assertThat(sources).containsKey(parts[0]);
            assertThat(sources.get(parts[0])).contains(parts[1].isEmpty() ? parts[0] : " " + parts[1]);
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
