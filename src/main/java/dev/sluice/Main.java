package dev.sluice;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;

import dev.sluice.cli.DlqCommand;
import dev.sluice.cli.DoctorCommand;
import dev.sluice.cli.SchemaCommand;
import dev.sluice.cli.VerifyCommand;
import dev.sluice.config.LogSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.config.SettingsReference;
import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.verify.SourceFields;
import dev.sluice.verify.VerifyTarget;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/**
 * The command line.
 *
 * <p>Exit statuses: 0 after a normal end, 2 for an unusable command line or configuration, 1 for a failure (or for what
 * {@code schema}, {@code doctor}, {@code verify} and {@code dlq} find), and 143 (128 + SIGTERM), as the JVM has it,
 * after a clean stop by signal.
 */
@Command(
        name = "sluice",
        description = "Moves JSON transactions from Kafka into an S3 data lake, exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class,
        subcommands = SchemaCommand.class)
public final class Main implements Callable<Integer> {

    private static final Set<String> STANDARD_OUTPUT_IS_DATA = Set.of("schema", "doctor", "verify", "dlq");

    private final Map<String, String> environment;

    private Main(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        LogSettings.prepare(environment);
        if (args.length > 0 && STANDARD_OUTPUT_IS_DATA.contains(args[0])) {
            // What it prints on standard output is read by other programs.
            System.setProperty("sluice.log.target", "System.err");
        }
        CommandLine commandLine = commandLine(environment);
        // JSON is UTF-8, whatever the locale.
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        // After a signal this blocks until the JVM is gone, which nobody waits for: ShutdownHook does not join this
        // thread.
        System.exit(commandLine.execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        Main main = new Main(environment);
        CommandLine commandLine = new CommandLine(main);
        commandLine.addSubcommand(new VerifyCommand(main::verifyTarget));
        commandLine.addSubcommand(new DoctorCommand(() -> StartUp.diagnose(Settings.fromEnvironment(environment))));
        commandLine.addSubcommand(DlqCommand.commandLine(main::deadLetterTarget));
        commandLine.setExecutionExceptionHandler(Main::refuse);
        CommandLine run = Objects.requireNonNull(commandLine.getSubcommands().get("run"));
        run.getHelpSectionMap().put(SECTION_KEY_FOOTER, help -> System.lineSeparator() + SettingsReference.text());
        return commandLine;
    }

    /** {@code sluice} alone is {@code sluice run}. */
    @Override
    public Integer call() throws NoAnswerException, InterruptedException {
        return run();
    }

    @Command(
            name = "run",
            description = "Runs the service until SIGTERM (the default command).",
            mixinStandardHelpOptions = true,
            versionProvider = VersionLine.class)
    int run() throws NoAnswerException, InterruptedException {
        Settings settings = Settings.fromEnvironment(environment);
        Sluice sluice = Sluice.start(settings);
        ShutdownHook.install(sluice, settings.shutdownTimeout());
        return sluice.awaitTermination() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private VerifyTarget verifyTarget() {
        Settings settings = Settings.fromEnvironment(environment);
        return new VerifyTarget(
                settings.applicationId(),
                settings.topics(),
                settings.tombstones(),
                SourceFields.of(Sluice.compileMapping(settings).fields()),
                settings.objectPrefix(),
                settings.s3(),
                settings.kafkaReader(),
                settings.kafkaAdmin());
    }

    private DeadLetterTarget deadLetterTarget() {
        Settings settings = Settings.fromEnvironment(environment);
        return new DeadLetterTarget(
                settings.applicationId(),
                settings.topics(),
                settings.kafkaReader(),
                settings.kafkaAdmin(),
                settings.kafkaProducer());
    }

    private static int refuse(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        PrintWriter err = commandLine.getErr();
        if (failure instanceof NoAnswerException) {
            err.println("sluice: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (!(failure instanceof SettingsException e)) {
            throw failure;
        }
        err.println("sluice: the configuration is unusable:");
        e.problems().forEach(problem -> err.println("  " + problem));
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** What {@code --version} prints. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"sluice " + Version.text()};
        }
    }
}
