package dev.sluice.cli;

import dev.sluice.deadletters.DeadLetterTarget;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code sluice dlq}: what to do with dead letters. */
@Command(
        name = "dlq",
        description =
                "Counts, shows, replays and exports dead letters, with the configuration of the service, which may"
                        + " run meanwhile.",
        exitCodeList =
                "2:The command line or the configuration is unusable, or Kafka does not answer; each command's help"
                        + " has the others.")
public final class DlqCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    private boolean help;

    private DlqCommand() {}

    /** The command with its own; {@code target} reads the configuration, and is asked once, when one of them runs. */
    public static CommandLine commandLine(Supplier<DeadLetterTarget> target) {
        return new CommandLine(new DlqCommand())
                .addSubcommand(new DlqList(target))
                .addSubcommand(new DlqShow(target))
                .addSubcommand(new DlqReplay(target))
                .addSubcommand(new DlqExport(target));
    }
}
