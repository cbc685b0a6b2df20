package dev.sluice.cli;

import dev.sluice.cli.dlq.DlqCommand;
import dev.sluice.cli.schema.SchemaCommand;
import dev.sluice.cli.terminal.HelpStyle;
import dev.sluice.config.Settings;
import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.kafka.AccessException;
import dev.sluice.service.Version;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code sluice}: the root of the command line. Without a command it is {@code sluice run}. */
@Command(
        name = "sluice",
        description = "Moves JSON transactions from Kafka into an S3 data lake, exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = SluiceCommand.VersionLine.class,
        exitCodeList = {
            "0:The command did its work and found nothing wrong.",
            "1:The command found something wrong, or failed.",
            "2:The command line, the configuration, or something that they name is unusable.",
            "3:Kafka or S3 does not answer.",
            "4:Another process took over the same work and ended this one.",
            "143:The service was stopped by SIGTERM, after it committed its work."
        },
        footer = {"", "Environment variables configure all commands but schema: see sluice run --help"})
public final class SluiceCommand implements Callable<Integer> {

    /** Commands whose standard output other programs read, so that log lines go to the standard error. */
    private static final Set<String> STANDARD_OUTPUT_IS_DATA = Set.of("schema", "doctor", "verify", "dlq");

    private final RunCommand run;

    private SluiceCommand(RunCommand run) {
        this.run = run;
    }

    /** The command line; commands read their settings from {@code environment} when they run. */
    public static CommandLine commandLine(Map<String, String> environment) {
        RunCommand run = new RunCommand(() -> Settings.fromEnvironment(environment));
        CommandLine commandLine = new CommandLine(new SluiceCommand(run))
                .addSubcommand(run.commandLine())
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new DoctorCommand(() -> Settings.fromEnvironment(environment)))
                .addSubcommand(new VerifyCommand(() -> Settings.fromEnvironment(environment)))
                .addSubcommand(DlqCommand.commandLine(() -> deadLetters(Settings.fromEnvironment(environment))))
                .setExecutionExceptionHandler(FailureReport::print);
        HelpStyle.apply(commandLine);
        return commandLine;
    }

    /** Whether the standard output of a command is data, which log lines must not interrupt. */
    public static boolean standardOutputIsData(String... arguments) {
        return arguments.length > 0 && STANDARD_OUTPUT_IS_DATA.contains(arguments[0]);
    }

    private static DeadLetterTarget deadLetters(Settings settings) {
        return new DeadLetterTarget(
                settings.applicationId(),
                settings.topics(),
                settings.kafka().reader(),
                settings.kafka().producer(),
                settings.kafka().producerBytes());
    }

    @Override
    public Integer call() throws AccessException, InterruptedException {
        return run.call();
    }

    /** The output of {@code --version}. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"sluice " + Version.text()};
        }
    }
}
