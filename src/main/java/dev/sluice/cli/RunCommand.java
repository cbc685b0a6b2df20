package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.cli.terminal.HelpStyle;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsReference;
import dev.sluice.kafka.AccessException;
import dev.sluice.service.ShutdownHook;
import dev.sluice.service.Sluice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice run}: the service. */
@Command(
        name = "run",
        description = "Runs the service until SIGTERM (the default command).",
        mixinStandardHelpOptions = true,
        versionProvider = SluiceCommand.VersionLine.class,
        exitCodeList = {
            "1:The service failed; its log has the reason. Nothing is lost: start it again.",
            "2:The command line, the configuration, or something that they name is unusable.",
            "3:Kafka does not answer.",
            "143:It was stopped by SIGTERM, after it committed its work."
        })
final class RunCommand implements Callable<Integer> {

    private final Supplier<Settings> settings;

    RunCommand(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** The command, whose help ends with the reference of the settings. */
    CommandLine commandLine() {
        List<String> lines = new ArrayList<>(List.of("", "Environment:"));
        for (SettingsReference.Entry entry : SettingsReference.entries()) {
            lines.add("  " + entry.head());
            HelpStyle.wrapped("      ", "      ", entry.doc()).lines().forEach(lines::add);
        }
        CommandLine commandLine = new CommandLine(this);
        commandLine
                .getCommandSpec()
                .usageMessage()
                .footer(lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
        return commandLine;
    }

    @Override
    public Integer call() throws AccessException, InterruptedException {
        Settings read = settings.get();
        Sluice sluice = Sluice.start(read);
        ShutdownHook.install(sluice, read.operation().shutdownTimeout());
        return sluice.awaitTermination() ? ExitStatus.OK : ExitStatus.WRONG;
    }
}
