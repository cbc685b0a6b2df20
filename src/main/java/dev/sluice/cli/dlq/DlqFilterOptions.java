package dev.sluice.cli.dlq;

import dev.sluice.deadletters.DeadLetterFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select dead letters. */
final class DlqFilterOptions {

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            converter = Converters.Reason.class,
            description = "Only those with this reason, such as missing_value; may be repeated.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--field",
            paramLabel = "PATH",
            description = "Only those that failed at this output field, such as card.last4; may be repeated.")
    private List<String> fields = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "TOPIC",
            description = "Only those from this input topic; may be repeated.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "Only those that failed at this time or later, such as 2026-11-21T08:00:00Z.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "Only those that failed before this time.")
    private @Nullable Instant until;

    @Option(
            names = "--from-offset",
            paramLabel = "OFFSET",
            description =
                    "Only those from this offset of the dead-letter topic on: of all its partitions, such as 1000, or"
                            + " of partition 0, such as 0:1000; may be repeated.")
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--to-offset",
            paramLabel = "OFFSET",
            description = "Only those before this offset, in the same form.")
    private List<String> to = new ArrayList<>();

    /** Throws {@link IllegalArgumentException} with the option that is unusable, and what it must be. */
    DeadLetterFilter filter() {
        return new DeadLetterFilter(
                new HashSet<>(reasons),
                new HashSet<>(fields),
                new HashSet<>(sources),
                since,
                until,
                DeadLetterFilter.bounds("--from-offset", from),
                DeadLetterFilter.bounds("--to-offset", to));
    }
}
