package dev.sluice;

import dev.sluice.cli.DlqCommand;
import dev.sluice.cli.DoctorCommand;
import dev.sluice.cli.HelpStyle;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The command line. Each command's help has its exit statuses. */
@Command(
        name = "sluice",
        description = "Moves JSON transactions from Kafka into an S3 data lake, exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class,
        exitCodeList = {
            "0:All went well.",
            "1:The service has failed, or a command has found something wrong.",
            "2:The command line, the configuration or what it names is unusable, or a command got no answer.",
            "143:The service was stopped by SIGTERM, and has committed all it could."
        },
        footer = {"", "Environment variables configure all but schema; they are listed by: sluice run --help"})
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
        commandLine.addSubcommand(new SchemaCommand());
        commandLine.addSubcommand(new DoctorCommand(() -> StartUp.diagnose(Settings.fromEnvironment(environment))));
        commandLine.addSubcommand(new VerifyCommand(main::verifyTarget));
        commandLine.addSubcommand(DlqCommand.commandLine(main::deadLetterTarget));
        commandLine.setExecutionExceptionHandler(Main::explain);
        HelpStyle.apply(commandLine);
        CommandLine run = Objects.requireNonNull(commandLine.getSubcommands().get("run"));
        run.getCommandSpec().usageMessage().footer(settingsHelp());
        return commandLine;
    }

    private static String[] settingsHelp() {
        List<String> lines = new ArrayList<>(List.of("", "Environment:"));
        for (SettingsReference.Entry entry : SettingsReference.entries()) {
            lines.add("  " + entry.head());
            HelpStyle.wrapped("      ", "      ", entry.doc()).lines().forEach(lines::add);
        }
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
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
            versionProvider = VersionLine.class,
            exitCodeList = {
                "1:The service has failed; its log says at what. Nothing is lost: start it again.",
                "2:The command line, the configuration or what it names is unusable.",
                "143:It was stopped by SIGTERM, and has committed all it could."
            })
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
                settings.kafkaReader());
    }

    private DeadLetterTarget deadLetterTarget() {
        Settings settings = Settings.fromEnvironment(environment);
        return new DeadLetterTarget(
                settings.applicationId(),
                settings.topics(),
                settings.kafkaReader(),
                settings.kafkaProducer(),
                settings.producerBytes());
    }

    /** Tells what a person can mend in words; what is thrown besides is a defect, and its stack is what we need. */
    private static int explain(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        PrintWriter err = commandLine.getErr();
        if (failure instanceof SettingsException e) {
            err.println("sluice: the configuration is unusable:");
            e.problems().forEach(problem -> err.println(HelpStyle.wrapped("  ", "    ", problem)));
            err.flush();
            return CommandLine.ExitCode.USAGE;
        }
        if (!(failure instanceof NoAnswerException)
                && !(failure instanceof KafkaException)
                && !(failure instanceof UncheckedIOException)) {
            throw failure;
        }
        Throwable root = failure;
        boolean isUnusable = root instanceof ConfigException;
        while (root.getCause() != null) {
            root = root.getCause();
            isUnusable |= root instanceof ConfigException;
        }
        HelpStyle.complain(err, String.valueOf(failure.getMessage()));
        if (root != failure) {
            err.println(HelpStyle.wrapped("  because: ", "    ", String.valueOf(root.getMessage())));
        }
        err.flush();
        return isUnusable
                ? CommandLine.ExitCode.USAGE
                : commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

    /** What {@code --version} prints. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"sluice " + Version.text()};
        }
    }
}
