package dev.sluice.cli.terminal;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The form of all help and of all errors, in {@value #COLUMNS} columns. */
public final class HelpStyle {

    /** The assumed width of the terminal, which is also picocli's default. */
    static final int COLUMNS = 80;

    private HelpStyle() {}

    /** Applies the form to a command and its subcommands, which must have been added before. */
    public static void apply(CommandLine commandLine) {
        form(commandLine);
        commandLine.setParameterExceptionHandler(HelpStyle::refuse);
    }

    private static void form(CommandLine commandLine) {
        UsageMessageSpec help = commandLine.getCommandSpec().usageMessage();
        help.width(COLUMNS)
                .descriptionHeading("%n")
                .parameterListHeading("%nArguments:%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit status:%n");
        commandLine.getSubcommands().values().forEach(HelpStyle::form);
    }

    /** Prints what is wrong and which help to read; the whole help would scroll the error out of sight. */
    private static int refuse(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        complain(err, problem(e));
        if (!(e instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().contains("help"))) {
            UnmatchedArgumentException.printSuggestions(e, err);
        }
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitStatus.UNUSABLE;
    }

    /** The converters' own message with the option and its value, or else picocli's message. */
    private static String problem(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        if (argument == null || !(e.getCause() instanceof IllegalArgumentException unusable)) {
            return String.valueOf(e.getMessage());
        }
        String name = argument instanceof OptionSpec option ? option.longestName() + " " : "";
        return name + e.getValue() + ": " + unusable.getMessage();
    }

    /** Prints a problem as {@code sluice: problem}. */
    public static void complain(PrintWriter err, String problem) {
        err.println(wrapped("sluice: ", "  ", problem));
    }

    /**
     * Wraps a text into lines of at most 80 columns. Only a word that is longer by itself exceeds them, and no word is
     * broken, so that commands and names can be copied.
     *
     * @param first the beginning of the first line
     * @param next the beginning of every other line
     */
    public static String wrapped(String first, String next, String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        boolean isBlank = true;
        for (String word : text.strip().split("\\s+")) {
            if (!isBlank && line.length() + 1 + word.length() > COLUMNS) {
                lines.append(line).append(System.lineSeparator());
                line = new StringBuilder(next);
                isBlank = true;
            }
            line.append(isBlank ? "" : " ").append(word);
            isBlank = false;
        }
        return lines.append(line).toString();
    }
}
