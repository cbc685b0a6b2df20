package dev.sluice.cli;

import dev.sluice.deadletters.DeadLetterFilter;
import dev.sluice.deadletters.DeadLetterRecord;
import dev.sluice.failure.FailureReason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class DlqFilterOptions {

    @Option(
            names = "--reason",
            paramLabel = "REASON",
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
            description = "Only those that failed then or later, a time such as 2026-11-21T08:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only those that failed before then.")
    private @Nullable String until;

    @Option(
            names = "--from-offset",
            paramLabel = "OFFSET",
            description =
                    "Only those from this offset of the dead-letter topic on: of all its partitions, as 1000 is, or"
                            + " of partition 0, as 0:1000 is; may be repeated.")
    private List<String> from = new ArrayList<>();

    @Option(names = "--to-offset", paramLabel = "OFFSET", description = "Only those before this offset, likewise.")
    private List<String> to = new ArrayList<>();

    /** Throws {@link IllegalArgumentException} with the option that is none, and what it must be. */
    DeadLetterFilter filter() {
        return new DeadLetterFilter(
                knownReasons(),
                new HashSet<>(fields),
                new HashSet<>(sources),
                time("--since", since),
                time("--until", until),
                DeadLetterFilter.bounds("--from-offset", from),
                DeadLetterFilter.bounds("--to-offset", to));
    }

    private Set<String> knownReasons() {
        List<String> known = Stream.concat(
                        Arrays.stream(FailureReason.values()).map(FailureReason::label),
                        Stream.of(DeadLetterRecord.UNKNOWN))
                .toList();
        for (String reason : reasons) {
            if (!known.contains(reason)) {
                throw new IllegalArgumentException(
                        "--reason " + reason + ": it must be one of " + String.join(", ", known));
            }
        }
        return new HashSet<>(reasons);
    }

    private static @Nullable Instant time(String option, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    option + " " + text + ": it must be a time such as 2026-11-21T08:00:00Z", e);
        }
    }
}
