package dev.sluice.docs;

import dev.sluice.SluiceCommandLine;
import dev.sluice.config.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;

/** Whether a command that a page shows is one that exists: held against pom.xml, the command line, compose, the chart. */
final class ShellCommands {

    private static final Set<String> GOALS =
            Set.of("clean", "package", "test", "test-compile", "verify", "spotless:apply");

    /** What Maven and its plugins know by themselves. */
    private static final Set<String> MAVENS_OWN =
            Set.of("skipTests", "skipITs", "test", "it.test", "surefire.failIfNoSpecifiedTests");

    /** What the tests read by themselves. */
    private static final Set<String> TESTS_OWN = Set.of(
            "kill.seed",
            "faults.seed",
            "jqwik.tries.default",
            "model.takeovers",
            "sluice.docs.write",
            "minutes",
            "seed",
            "protocol",
            "rate");

    private static final Set<String> TEXT_TOOLS = Set.of("grep", "head", "jq", "tail");
    private static final Set<String> KAFKA_TOOLS = Set.of(
            "kafka-acls.sh",
            "kafka-configs.sh",
            "kafka-consumer-groups.sh",
            "kafka-features.sh",
            "kafka-topics.sh",
            "kafka-transactions.sh");
    private static final Set<String> KUBECTLS = Set.of("get", "describe", "logs", "port-forward", "rollout", "delete");
    private static final List<String> ENDPOINTS = List.of("/metrics", "/status", "/health/live", "/health/ready");

    private ShellCommands() {}

    /** What is wrong with a line of commands; empty if nothing. */
    static String problem(String line) throws IOException {
        String problem = "";
        for (String command : line.split(" \\| ")) {
            problem += problem(List.of(command.strip().split("\\s+")));
        }
        return problem;
    }

    private static String problem(List<String> words) throws IOException {
        List<String> arguments = words.subList(1, words.size());
        String command = words.get(0);
        if (TEXT_TOOLS.contains(command) || KAFKA_TOOLS.contains(command)) {
            return "";
        }
        return switch (command) {
            case "./mvnw" -> maven(arguments);
            case "sluice" -> sluice(arguments);
            case "java" ->
                arguments.size() > 1 && arguments.subList(0, 2).equals(List.of("-jar", "target/sluice.jar"))
                        ? sluice(arguments.subList(2, arguments.size()))
                        : "no jar of ours";
            case "docker-compose" -> isOneOf(Set.of("up -d", "down -v"), String.join(" ", arguments));
            case "docker" -> docker(arguments);
            case "curl" -> curl(arguments.get(arguments.size() - 1));
            case "helm" -> helm(arguments);
            case "kubectl" -> isOneOf(KUBECTLS, arguments.get(0));
            default -> "an unknown command: " + command;
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
                            ? !MAVENS_OWN.contains(name)
                                    && !TESTS_OWN.contains(name)
                                    && !pom.contains("${" + name + "}")
                            : !GOALS.contains(word);
                })
                .collect(Collectors.joining(" "));
    }

    private static String sluice(List<String> arguments) {
        try {
            SluiceCommandLine.create().parseArgs(arguments.toArray(String[]::new));
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

    /** A path of the service, or something that compose publishes. */
    private static String curl(String url) throws IOException {
        String hostAndPort = url.replaceFirst("'?http://([^/]+).*", "$1");
        String path = url.replaceFirst("'?http://[^/]+", "");
        boolean isPublished = Files.readString(Path.of("docker-compose.yml")).contains("- " + hostAndPort + ":");
        if (hostAndPort.equals("127.0.0.1:8080") && !ENDPOINTS.contains(path)) {
            return "the service has no " + path;
        }
        return isPublished ? "" : "docker-compose.yml publishes no " + hostAndPort;
    }

    private static String helm(List<String> arguments) throws IOException {
        if (arguments.get(0).equals("test")) {
            return arguments.get(1).equals("payments") ? "" : "no release of ours";
        }
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
}
