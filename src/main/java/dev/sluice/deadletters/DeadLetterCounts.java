package dev.sluice.deadletters;

import dev.sluice.contract.SourcePosition;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts dead letters by reason and field, by source topic and by time. Memory grows with the number of different reasons
 * and fields, which any writer of the topic can make large.
 */
public final class DeadLetterCounts {

    /** A number of letters, and how many of them were replayed. */
    public record Count(long letters, long replayed) {
        Count plus(Count other) {
            return new Count(letters + other.letters, replayed + other.replayed);
        }
    }

    /** What failed: a reason and the output field's path, empty for the whole record. */
    public record Cause(String reason, String field) {}

    private final Map<Cause, Count> byCause =
            new TreeMap<>(Comparator.comparing(Cause::reason).thenComparing(Cause::field));
    private final Map<String, Count> bySource = new TreeMap<>();
    private final TimeHistogram times = new TimeHistogram();
    private Count total = new Count(0, 0);

    public void add(DeadLetterRecord letter, boolean isReplayed) {
        Count one = new Count(1, isReplayed ? 1 : 0);
        SourcePosition source = letter.source();
        total = total.plus(one);
        byCause.merge(new Cause(letter.failure().reason(), letter.failure().path()), one, Count::plus);
        bySource.merge(source == null ? DeadLetterRecord.UNKNOWN : source.topic(), one, Count::plus);
        times.add(letter.failedAtMillis());
    }

    public Count total() {
        return total;
    }

    public Map<Cause, Count> byCause() {
        return byCause;
    }

    /** Counts by source topic. */
    public Map<String, Count> bySource() {
        return bySource;
    }

    /** Counts by the time of the last failed attempt. */
    public TimeHistogram times() {
        return times;
    }
}
