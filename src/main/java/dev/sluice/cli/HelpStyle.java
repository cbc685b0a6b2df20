package dev.sluice.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How the command line speaks to people: all help in one form, errors in short, and either in 80 columns. */
public final class HelpStyle {

    /** Of the terminal that is reckoned with; picocli's default, too. */
    static final int COLUMNS = 80;

    private HelpStyle() {}

    /** Gives a command and all beneath it their form; its commands must be there. */
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

    /** What is wrong and where to read how it is right: the whole help would push the one out of sight. */
    private static int refuse(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        complain(err, String.valueOf(e.getMessage()));
        if (!(e instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().contains("help"))) {
            UnmatchedArgumentException.printSuggestions(e, err);
        }
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Says what went wrong. */
    public static void complain(PrintWriter err, String problem) {
        err.println(wrapped("sluice: ", "  ", problem));
    }

    /**
     * A text in lines of at most 80 columns, but for words that are longer by themselves.
     *
     * @param first what the first line begins with
     * @param next what every other line begins with
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
