package dev.sluice.deadletters;

import dev.sluice.contract.SourcePosition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that a command is about. A letter must pass every condition.
 *
 * @param reasons the letter has one of these reasons; empty for any reason
 * @param fields it failed at one of these output fields, dotted; empty for any field
 * @param sources its record comes from one of these topics; empty for any topic
 * @param since it failed then or later; null for any time
 * @param until it failed before then; null for any time
 * @param from the first offset in the dead-letter topic, by partition; {@link #EVERY} stands for partitions not named
 * @param to the offset after the last one, likewise
 */
public record DeadLetterFilter(
        Set<String> reasons,
        Set<String> fields,
        Set<String> sources,
        @Nullable Instant since,
        @Nullable Instant until,
        Map<Integer, Long> from,
        Map<Integer, Long> to) {

    static final int EVERY = -1;

    private static final Pattern BOUND = Pattern.compile("(?:([0-9]{1,9}):)?([0-9]{1,18})");

    public DeadLetterFilter {
        reasons = Set.copyOf(reasons);
        fields = Set.copyOf(fields);
        sources = Set.copyOf(sources);
        from = Map.copyOf(from);
        to = Map.copyOf(to);
    }

    /** Reads bounds written {@code OFFSET} or {@code PARTITION:OFFSET}; throws {@link IllegalArgumentException}. */
    public static Map<Integer, Long> bounds(String option, List<String> texts) {
        Map<Integer, Long> bounds = new HashMap<>();
        for (String text : texts) {
            Matcher matcher = BOUND.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        option + " " + text + ": it must be an offset in the dead-letter topic,"
                                + " such as 1000, or one of a partition, such as 0:1000");
            }
            int partition = matcher.group(1) == null ? EVERY : Integer.parseInt(matcher.group(1));
            if (bounds.put(partition, Long.valueOf(matcher.group(2))) != null) {
                throw new IllegalArgumentException(
                        option + " " + text + ": there is another " + option + " for the same");
            }
        }
        return bounds;
    }

    boolean includes(DeadLetterRecord letter) {
        SourcePosition source = letter.source();
        long failedAtMillis = letter.failedAtMillis();
        return (reasons.isEmpty() || reasons.contains(letter.failure().reason()))
                && (fields.isEmpty() || fields.contains(letter.failure().path()))
                && (sources.isEmpty() || source != null && sources.contains(source.topic()))
                && (since == null || failedAtMillis >= since.toEpochMilli())
                && (until == null || failedAtMillis < until.toEpochMilli())
                && letter.offset() >= bound(from, letter.partition(), 0)
                && letter.offset() < bound(to, letter.partition(), Long.MAX_VALUE);
    }

    private static long bound(Map<Integer, Long> bounds, int partition, long otherwise) {
        return bounds.getOrDefault(partition, bounds.getOrDefault(EVERY, otherwise));
    }
}
