package dev.sluice.cli;

import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.deadletters.Replay;
import dev.sluice.deadletters.ReplayCounts;
import dev.sluice.deadletters.ReplayCounts.LeftOut;
import dev.sluice.deadletters.ReplayPlan;
import dev.sluice.deadletters.ReplayTarget;
import dev.sluice.kafka.AccessException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice dlq replay}: send dead letters back, each once. */
@Command(
        name = "replay",
        description = {
            "Sends dead letters back to be converted again, each of them once.",
            "",
            "What was replayed is marked in the same transaction: an interrupted replay repeats and loses nothing, and"
                    + " the next one goes on where it ended. A new replay ends one that is still at work."
        },
        exitCodeList = {
            "0:Everything that was meant has been replayed, now or before.",
            "1:Something was left out that had not been replayed before, and it says what.",
            "2:The command line or the configuration is unusable, Kafka does not answer, or another replay has begun."
        },
        exitCodeOnExecutionException = ExitCode.USAGE)
final class DlqReplay extends DlqSubcommand {

    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Mixin
    private DlqFilterOptions filterOptions = new DlqFilterOptions();

    @Option(
            names = "--to",
            paramLabel = "retry|source",
            description =
                    "retry: the service takes the record up again, with the source position it has; nobody else sees"
                            + " it. source: a new record in the topic it came from, for all its readers. Default: retry.")
    private String to = ReplayTarget.RETRY.label();

    @Option(names = "--dry-run", description = "Only say what would be replayed.")
    private boolean isDryRun;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Replay at most so many a second. Default: as many as go.")
    private @Nullable String rate;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            description = "Leave out a record that was replayed so often already and came back. Default: 3.")
    private String maxReplays = "3";

    @Option(names = "--force", description = "Replay also what --max-replays would leave out.")
    private boolean isForced;

    private long progressAtNanos = System.nanoTime();

    DlqReplay(Supplier<DeadLetterTarget> target) {
        super(target);
    }

    @Override
    int run(Supplier<DeadLetterTarget> target) throws AccessException, InterruptedException {
        ReplayPlan plan = options(this::plan);
        DeadLetterTarget configured = target.get();
        ReplayCounts counts = Replay.run(configured, plan, this::progress);
        String topic = plan.to() == ReplayTarget.RETRY ? configured.retryTopic() : "their source topics";
        out().println((isDryRun ? "would replay " : "replayed ") + VerdictText.number(counts.replayed()) + " to "
                + topic + leftOut(plan, counts));
        return counts.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private ReplayPlan plan() {
        return new ReplayPlan(
                target(),
                filterOptions.filter(),
                number("--max-replays", maxReplays),
                isForced,
                isDryRun,
                rate == null ? null : number("--rate", rate));
    }

    private ReplayTarget target() {
        for (ReplayTarget known : ReplayTarget.values()) {
            if (known.label().equalsIgnoreCase(to)) {
                return known;
            }
        }
        throw new IllegalArgumentException("--to " + to + ": it must be retry or source");
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " " + text + ": it must be a whole number of 1 or more", e);
        }
    }

    private void progress(ReplayCounts counts) {
        if (System.nanoTime() - progressAtNanos >= PROGRESS_NANOS) {
            progressAtNanos = System.nanoTime();
            err().println(VerdictText.number(counts.read()) + " of at most " + VerdictText.number(counts.letters())
                    + " read, " + VerdictText.number(counts.replayed()) + (isDryRun ? " would be" : "") + " replayed");
        }
    }

    private static String leftOut(ReplayPlan plan, ReplayCounts counts) {
        List<String> parts = new ArrayList<>();
        for (LeftOut cause : LeftOut.values()) {
            long count = counts.leftOut(cause);
            if (count > 0) {
                parts.add(VerdictText.number(count) + " " + why(cause, plan));
            }
        }
        return parts.isEmpty() ? "" : "; left out: " + String.join("; ", parts);
    }

    private static String why(LeftOut cause, ReplayPlan plan) {
        return switch (cause) {
            case REPLAYED_BEFORE -> "replayed before";
            case TOO_OFTEN -> "already replayed " + plan.maxReplays() + " times (--max-replays, --force)";
            case INCOMPLETE ->
                "too large for the dead-letter topic, which has only a digest of them: produce them"
                        + " again where they come from";
            case WITHOUT_SOURCE ->
                plan.to() == ReplayTarget.RETRY
                        ? "without a source position"
                        : "not from a partition of an input topic";
            case TOO_LARGE ->
                "larger than the topic takes: raise its max.message.bytes, or"
                        + " KAFKA_PRODUCER_MAX_REQUEST_SIZE, and replay them again";
        };
    }
}
