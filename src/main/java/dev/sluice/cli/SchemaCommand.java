package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code sluice schema}: what to ask of a schema before the service has it. */
@Command(
        name = "schema",
        description = "Checks a schema before the service has it.",
        exitCodeList = "2:The command line or a file is unusable; each command's help has the others.",
        subcommands = {SchemaCheck.class, SchemaCompat.class})
public final class SchemaCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    private boolean help;
}
