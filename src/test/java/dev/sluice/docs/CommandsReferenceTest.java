package dev.sluice.docs;

import dev.sluice.SluiceCommandLine;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** docs/reference/commands.md against the command line. */
class CommandsReferenceTest {

    @Test
    void page_holdsTheCommandLine() throws IOException {
        Generated.assertHolds("reference/commands.md", "commands", sections(SluiceCommandLine.create()));
    }

    private static String sections(CommandLine commandLine) {
        return commandLine.getSubcommands().values().stream()
                .map(command ->
                        command.getSubcommands().isEmpty() ? section(command.getCommandSpec()) : sections(command))
                .collect(Collectors.joining());
    }

    private static String section(CommandSpec command) {
        String arguments = command.positionalParameters().stream()
                .map(argument -> " " + argument.paramLabel())
                .collect(Collectors.joining());
        StringBuilder text = new StringBuilder("## %s\n\n| | |\n|---|---|\n".formatted(command.qualifiedName()));
        text.append("| usage | `%s%s` |\n".formatted(command.qualifiedName(), arguments));
        String description = String.join(" ", command.usageMessage().description());
        text.append("| what it does | %s |\n".formatted(cell(description)));
        command.positionalParameters().forEach(argument -> text.append(row(argument.paramLabel(), argument)));
        command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
                .forEach(option -> text.append(row(names(option), option)));
        command.usageMessage()
                .exitCodeList()
                .forEach((status, meaning) -> text.append(
                        "| exit status %s | %s |\n".formatted(status, cell(Objects.requireNonNull(meaning)))));
        return text.append('\n').toString();
    }

    private static String names(OptionSpec option) {
        return String.join(", ", option.names()) + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
    }

    private static String row(String name, ArgSpec argument) {
        return "| `%s` | %s |\n".formatted(cell(name), cell(String.join(" ", argument.description())));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }
}
