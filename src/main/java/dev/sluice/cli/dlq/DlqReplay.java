package dev.sluice.cli.dlq;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.cli.terminal.Tables;
import dev.sluice.config.SettingNames;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice dlq replay}: sends dead letters back, each once. */
@Command(
        name = "replay",
        description = {
            "Sends dead letters back to be converted again, each of them once.",
            "",
            "Marks what it replays in the same Kafka transaction: an interrupted replay repeats and loses nothing, and the"
                    + " next one continues where it ended. A new replay ends one that is still running."
        },
        exitCodeList = {
            "0:Every selected dead letter has been replayed, now or before.",
            "1:Some were left out, and the output says why.",
            ExitStatus.UNUSABLE_HELP,
            ExitStatus.NO_ANSWER_HELP,
            "4:Another replay began and ended this one."
        })
final class DlqReplay extends DlqSubcommand {

    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Mixin
    private DlqFilterOptions filterOptions = new DlqFilterOptions();

    @Option(
            names = "--to",
            paramLabel = "retry|source",
            converter = Converters.Target.class,
            description =
                    "retry: only the service converts the record again, and it keeps its source position. source: a new"
                            + " record in the topic it came from, for all readers of the topic. Default: retry.")
    private ReplayTarget to = ReplayTarget.RETRY;

    @Option(names = "--dry-run", description = "Only print what would be replayed.")
    private boolean isDryRun;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Replay at most this many per second. Default: no limit.")
    private @Nullable Integer rate;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Leave out a record that was replayed this often and failed again. Default: 3.")
    private int maxReplays = 3;

    @Option(names = "--force", description = "Replay also records that --max-replays would leave out.")
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
        out().println((isDryRun ? "would replay " : "replayed ") + Tables.number(counts.replayed()) + " to " + topic
                + leftOut(plan, counts));
        return counts.isComplete() ? ExitStatus.OK : ExitStatus.WRONG;
    }

    private ReplayPlan plan() {
        return new ReplayPlan(to, filterOptions.filter(), maxReplays, isForced, isDryRun, rate);
    }

    private void progress(ReplayCounts counts) {
        if (System.nanoTime() - progressAtNanos >= PROGRESS_NANOS) {
            progressAtNanos = System.nanoTime();
            err().println(Tables.number(counts.read()) + " of at most " + Tables.number(counts.letters()) + " read, "
                    + Tables.number(counts.replayed()) + (isDryRun ? " would be" : "") + " replayed");
        }
    }

    private static String leftOut(ReplayPlan plan, ReplayCounts counts) {
        List<String> parts = new ArrayList<>();
        for (LeftOut cause : LeftOut.values()) {
            long count = counts.leftOut(cause);
            if (count > 0) {
                parts.add(Tables.number(count) + " " + why(cause, plan));
            }
        }
        return parts.isEmpty() ? "" : "; left out: " + String.join("; ", parts);
    }

    private static String why(LeftOut cause, ReplayPlan plan) {
        return switch (cause) {
            case REPLAYED_BEFORE -> "replayed before";
            case TOO_OFTEN -> "already replayed " + plan.maxReplays() + " times (--max-replays, --force)";
            case INCOMPLETE ->
                "too large for the dead-letter topic, which holds only a digest of them: produce them again from"
                        + " their origin";
            case OTHER_APPLICATION -> "of another application, or of none: replay them with its configuration";
            case WITHOUT_SOURCE -> "not from a partition of an input topic";
            case TOO_LARGE ->
                "larger than the topic takes: raise its max.message.bytes, or " + SettingNames.PRODUCER_MAX_BYTES
                        + ", and replay them again";
        };
    }
}
