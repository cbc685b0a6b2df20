package dev.sluice.cli;

import dev.sluice.kafka.AccessException;
import dev.sluice.verify.Scope;
import dev.sluice.verify.Verdict;
import dev.sluice.verify.Verification;
import dev.sluice.verify.VerifyTarget;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice verify}: is each input record in exactly one place? */
@Command(
        name = "verify",
        description = {
            "Counts where each input record is, and names what is lost, doubled, damaged, orphaned or foreign.",
            "",
            "It reads the input, retry, dead-letter and manifest topics, the changelogs and the bucket, with the"
                    + " configuration of the service, and writes nothing. The service may run meanwhile."
        },
        exitCodeList = {
            "0:Every record is in exactly one place, and every object is accounted for.",
            "1:Some are not; they are named.",
            "2:There is no verdict: the command line or the configuration is unusable, or Kafka or S3 does not answer."
        },
        exitCodeOnExecutionException = ExitCode.USAGE)
public final class VerifyCommand implements Callable<Integer> {

    private final Supplier<VerifyTarget> target;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "An input topic to verify; may be repeated. Default: all of SLUICE_INPUT_TOPICS.")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            description = "The first offset: of all partitions, as 1000 is, or of one, as transactions-0=1000 is; may"
                    + " be repeated. Default: where the input begins.")
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "OFFSET",
            description = "The offset after the last, likewise. Default: where the input ends now.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = {"--no-objects", "--quick"},
            description = "Trust the manifest: objects are looked for, and compared by length, but not opened.")
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

    /** {@code target} reads the configuration; it is asked once, when the command runs. */
    public VerifyCommand(Supplier<VerifyTarget> target) {
        this.target = target;
    }

    @Override
    public Integer call() throws InterruptedException {
        Scope scope = scope();
        PrintWriter out = spec.commandLine().getOut();
        try {
            Verdict verdict = Verification.run(target.get(), scope);
            if (json) {
                out.println(VerdictJson.of(verdict));
            } else {
                VerdictText.lines(verdict).forEach(out::println);
            }
            out.flush();
            return verdict.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (AccessException e) {
            HelpStyle.complain(spec.commandLine().getErr(), "no verdict: " + e.getMessage());
            return ExitCode.USAGE;
        }
    }

    private Scope scope() {
        try {
            return Scope.parse(topics, from, to, !trustsManifest);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
