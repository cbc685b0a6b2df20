package dev.sluice.verify;

import dev.sluice.kafka.UnusableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * The part of the input that is verified.
 *
 * @param topics the input topics; all of them, if empty
 * @param from the first offset, by partition; {@link #EVERY} stands for those that are not named
 * @param to the offset after the last, likewise
 * @param opensObjects whether objects are read, or the manifest and the bucket's listing are trusted
 */
public record Scope(
        Set<String> topics, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, boolean opensObjects) {

    static final TopicPartition EVERY = new TopicPartition("", -1);

    private static final Pattern BOUND = Pattern.compile("(?:(.+)-([0-9]{1,9})=)?([0-9]{1,18})");

    /** Reads bounds as {@code OFFSET} or {@code TOPIC-PARTITION=OFFSET}; throws {@link IllegalArgumentException}. */
    public static Scope parse(List<String> topics, List<String> from, List<String> to, boolean opensObjects) {
        return new Scope(Set.copyOf(topics), bounds("--from", from), bounds("--to", to), opensObjects);
    }

    private static Map<TopicPartition, Long> bounds(String option, List<String> texts) {
        Map<TopicPartition, Long> bounds = new HashMap<>();
        for (String text : texts) {
            Matcher matcher = BOUND.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(option + " " + text
                        + ": it must be an offset, such as 1000, or one of a partition, such as transactions-0=1000");
            }
            TopicPartition partition = matcher.group(1) == null
                    ? EVERY
                    : new TopicPartition(matcher.group(1), Integer.parseInt(matcher.group(2)));
            if (bounds.put(partition, Long.valueOf(matcher.group(3))) != null) {
                throw new IllegalArgumentException(
                        option + " " + text + ": there is another " + option + " for the same");
            }
        }
        return bounds;
    }

    /** Throws when a topic or a bound names no partition of the input. */
    void requireInputs(List<String> inputTopics, Collection<TopicPartition> inputs) throws UnusableException {
        for (String topic : topics) {
            if (!inputTopics.contains(topic)) {
                throw new UnusableException("--topic " + topic + " is none of the input topics, " + inputTopics, null);
            }
        }
        for (Map<TopicPartition, Long> bounds : List.of(from, to)) {
            for (TopicPartition partition : bounds.keySet()) {
                if (!partition.equals(EVERY) && !inputs.contains(partition)) {
                    throw new UnusableException(
                            "--from or --to names " + partition + ", which is no verified partition of the input",
                            null);
                }
            }
        }
    }

    boolean includes(String topic) {
        return topics.isEmpty() || topics.contains(topic);
    }

    long from(TopicPartition partition, long logStart) {
        return Math.max(logStart, from.getOrDefault(partition, from.getOrDefault(EVERY, logStart)));
    }

    long to(TopicPartition partition, long logEnd) {
        return Math.min(logEnd, to.getOrDefault(partition, to.getOrDefault(EVERY, logEnd)));
    }
}
