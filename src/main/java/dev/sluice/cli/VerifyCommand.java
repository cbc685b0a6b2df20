package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.config.SettingNames;
import dev.sluice.config.Settings;
import dev.sluice.kafka.AccessException;
import dev.sluice.service.ConfiguredMapping;
import dev.sluice.verify.Scope;
import dev.sluice.verify.SourceFields;
import dev.sluice.verify.Verdict;
import dev.sluice.verify.Verification;
import dev.sluice.verify.VerifyTarget;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice verify}: whether each input record is in exactly one place. */
@Command(
        name = "verify",
        description = {
            "Counts where each input record is, and names records that are lost or doubled, and objects that are damaged,"
                    + " orphaned or foreign.",
            "",
            "It reads the input, retry, dead-letter and manifest topics, the changelogs and the bucket, with the"
                    + " configuration of the service, and writes nothing. The service may run at the same time."
        },
        exitCodeList = {
            "0:Every record is in exactly one place, and every object is accounted for.",
            "1:At least one is not; the output names it.",
            ExitStatus.UNUSABLE_HELP,
            "3:There is no verdict, because Kafka or S3 does not answer."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Supplier<Settings> settings;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description =
                    "An input topic to verify; may be repeated. Default: all of " + SettingNames.INPUT_TOPICS + ".")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            description =
                    "The first offset: of all partitions, such as 1000, or of one, such as transactions-0=1000; may be"
                            + " repeated. Default: the beginning of the input.")
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "OFFSET",
            description = "The offset after the last one, in the same form. Default: the current end of the input.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = {"--no-objects", "--quick"},
            description = "Trust the manifest: check that each object exists and its length, without reading it.")
    private boolean trustsManifest;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    VerifyCommand(Supplier<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws AccessException, InterruptedException {
        Scope scope = scope();
        PrintWriter out = spec.commandLine().getOut();
        Verdict verdict = Verification.run(target(settings.get()), scope);
        if (json) {
            out.println(VerdictJson.of(verdict));
        } else {
            VerdictText.lines(verdict).forEach(out::println);
        }
        out.flush();
        return verdict.isWhole() ? ExitStatus.OK : ExitStatus.WRONG;
    }

    private static VerifyTarget target(Settings settings) {
        return new VerifyTarget(
                settings.applicationId(),
                settings.topics(),
                settings.conversion().tombstones(),
                SourceFields.of(ConfiguredMapping.compile(settings).fields()),
                settings.landing().prefix(),
                settings.landing().s3(),
                settings.kafka().reader());
    }

    private Scope scope() {
        try {
            return Scope.parse(topics, from, to, !trustsManifest);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
