package dev.sluice.cli.schema;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code sluice schema}: the group of the commands for schemas. */
@Command(
        name = "schema",
        description = "Checks a schema before it is deployed.",
        exitCodeList = "2:The command line or a file is unusable. Each command's help has its other statuses.",
        subcommands = {SchemaCheck.class, SchemaCompat.class})
public final class SchemaCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    private boolean help;
}
