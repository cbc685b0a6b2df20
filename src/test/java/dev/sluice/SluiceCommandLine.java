package dev.sluice;

import java.util.Map;
import picocli.CommandLine;

/** The command line for tests of other packages. */
public final class SluiceCommandLine {

    private SluiceCommandLine() {}

    /** The command line, with an empty environment. */
    public static CommandLine create() {
        return dev.sluice.cli.SluiceCommand.commandLine(Map.of());
    }
}
