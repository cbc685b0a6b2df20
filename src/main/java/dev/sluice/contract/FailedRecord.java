package dev.sluice.contract;

import dev.sluice.failure.Failure;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not converted: where it stands in the input, what it was, why it failed and what was tried.
 *
 * <p>It travels as a Kafka record, in the retry topic, the retry store or the dead-letter topic; {@link FailureHeaders}
 * writes and reads it there.
 *
 * @param source null when no header says it, because another program wrote the record
 * @param failures of its last attempt, the first one first, at most {@value #MAX_FAILURES}; empty before an attempt
 * @param thrown what a defect threw; null when there was no defect
 */
public record FailedRecord(
        @Nullable SourcePosition source,
        OriginalRecord original,
        List<ReportedFailure> failures,
        Attempts attempts,
        RefusedBy refusedBy,
        @Nullable Thrown thrown) {

    /** More of them take room that the record itself needs. */
    public static final int MAX_FAILURES = 20;

    public FailedRecord {
        failures = List.copyOf(failures.subList(0, Math.min(MAX_FAILURES, failures.size())));
    }

    /** A record whose attempt failed. */
    public static FailedRecord of(
            SourcePosition source, OriginalRecord original, List<Failure> failures, Attempts attempts) {
        return new FailedRecord(
                source,
                original,
                failures.stream().map(ReportedFailure::of).toList(),
                attempts,
                RefusedBy.UNKNOWN,
                null);
    }

    /** A record at which no attempt has failed yet; the first is due at once. */
    public static FailedRecord untried(SourcePosition source, OriginalRecord original) {
        return new FailedRecord(source, original, List.of(), Attempts.NONE, RefusedBy.UNKNOWN, null);
    }

    public FailedRecord with(Attempts others) {
        return new FailedRecord(source, original, failures, others, refusedBy, thrown);
    }

    public FailedRecord with(RefusedBy other) {
        return new FailedRecord(source, original, failures, attempts, other, thrown);
    }

    public FailedRecord with(Thrown other) {
        return new FailedRecord(source, original, failures, attempts, refusedBy, other);
    }

    public FailedRecord with(OriginalRecord other) {
        return new FailedRecord(source, other, failures, attempts, refusedBy, thrown);
    }

    /**
     * The same without as many parts as it takes to fit: the largest of value, key and own headers gives way to its
     * digest, then the next. A digest of a short text would reveal it to whoever can guess, so a part should only be
     * left out when it is large.
     */
    public FailedRecord cutToFit(Predicate<FailedRecord> fits) {
        FailedRecord cut = this;
        while (!fits.test(cut)) {
            OriginalRecord smaller = cut.original.withoutLargestPart();
            if (smaller == null) {
                return cut; // what is left are our own headers
            }
            cut = cut.with(smaller);
        }
        return cut;
    }
}
