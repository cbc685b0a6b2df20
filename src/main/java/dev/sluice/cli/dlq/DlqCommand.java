package dev.sluice.cli.dlq;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.deadletters.DeadLetterTarget;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code sluice dlq}: the group of the commands for dead letters. */
@Command(
        name = "dlq",
        description =
                "Counts, shows, replays and exports dead letters, with the configuration of the service, which may"
                        + " run at the same time.",
        exitCodeList = {
            "2:The command line or the configuration is unusable. Each command's help has its other statuses.",
            ExitStatus.NO_ANSWER_HELP
        })
public final class DlqCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    private boolean help;

    private DlqCommand() {}

    /** The group with its commands; {@code target} reads the configuration when one of them runs. */
    public static CommandLine commandLine(Supplier<DeadLetterTarget> target) {
        return new CommandLine(new DlqCommand())
                .addSubcommand(new DlqList(target))
                .addSubcommand(new DlqShow(target))
                .addSubcommand(new DlqReplay(target))
                .addSubcommand(new DlqExport(target));
    }
}
