package dev.sluice;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.config.LogSettings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** The entry point of the process: prepares the log and executes the command line. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        LogSettings.prepare(environment);
        if (SluiceCommand.standardOutputIsData(args)) {
            System.setProperty("sluice.log.target", "System.err");
        }
        CommandLine commandLine = SluiceCommand.commandLine(environment);
        // JSON is UTF-8, whatever the locale.
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        // After a signal this blocks until the JVM ends; ShutdownHook does not join this thread.
        System.exit(commandLine.execute(args));
    }
}
