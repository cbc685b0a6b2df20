package dev.sluice.topology;

import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.RefusedBy;
import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.Thrown;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.FailureReason.Category;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.topology.Outcome.Rerouted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Decides whether a record that was not converted is tried again or becomes a dead letter, and makes the Kafka record for
 * either. It goes as it came, with headers that say why.
 *
 * <p>A dead letter that is larger than its topic takes is cut until it fits ({@link FailedRecord#cutToFit}); the parts
 * that are left out have a third of the topic's limit or more. A timestamp that the topic does not take gives way to now;
 * {@link FailureHeaders#TIMESTAMP} has it anyway.
 */
final class FailurePath {

    /**
     * Where a record goes that was not converted.
     *
     * @param reason the one to count
     * @param record the Kafka record that goes there
     */
    record Rerouting(To to, FailureReason reason, Record<byte[], Outcome> record) {

        /** The topics for such records. */
        enum To {
            RETRIES(EtlTopology.TO_RETRIES),
            DEAD_LETTERS(EtlTopology.TO_DEAD_LETTERS);

            final String sink;

            To(String sink) {
                this.sink = sink;
            }
        }
    }

    private final RetryPolicy retryPolicy;
    private final MessageLimits limits;
    private final RefusedBy refusedBy;
    private final RandomGenerator random;

    /** {@code random} is for the jitter of backoffs. */
    FailurePath(RetryPolicy retryPolicy, MessageLimits limits, RefusedBy refusedBy, RandomGenerator random) {
        this.retryPolicy = retryPolicy;
        this.limits = limits;
        this.refusedBy = refusedBy;
        this.random = random;
    }

    /**
     * The mapping refused the record.
     *
     * @param failures all that were found, in the order of the fields. One that is permanent is decisive: the record
     *     would wait for its lookups in vain.
     */
    Rerouting refused(Attempt attempt, List<Failure> failures) {
        List<Failure> decisiveFirst = new ArrayList<>(failures);
        decisiveFirst.sort(Comparator.comparing(failure -> failure.reason().category() != Category.PERMANENT));
        Failure failure = decisiveFirst.get(0);
        FailedRecord failed = attempt.failed(decisiveFirst);
        if (failure.reason().category() == Category.PERMANENT || !retryPolicy.allowsRetryAfter(attempt.number())) {
            return deadLetter(failed, failure.reason(), attempt.nowMillis());
        }
        long dueAtMillis = attempt.nowMillis() + retryPolicy.delayMillisAfter(attempt.number(), random);
        FailedRecord retry = failed.with(failed.attempts().due(dueAtMillis));
        Headers headers = FailureHeaders.write(retry);
        if (!limits.allowRetry(attempt.record().key(), attempt.record().value(), headers)) {
            Failure tooLarge = tooLarge(failure);
            return deadLetter(attempt.failed(tooLarge), tooLarge.reason(), attempt.nowMillis());
        }
        // Kafka's timestamp is now: of the record's own, the broker may refuse the late one, and delete the early one
        // before it is read.
        return new Rerouting(Rerouting.To.RETRIES, failure.reason(), record(retry, headers, attempt.nowMillis()));
    }

    private Failure tooLarge(Failure failure) {
        return new Failure(
                FailureReason.RECORD_TOO_LARGE,
                failure.path(),
                failure.message() + "; it cannot wait, for with all headers it is larger than the " + limits.retries()
                        + " bytes that the retry topic takes: raise max.message.bytes there");
    }

    /** Conversion threw. */
    Rerouting defect(Attempt attempt, RuntimeException thrown) {
        String message = "conversion threw " + thrown.getClass().getName() + "; this is a defect of Sluice";
        Failure failure = new Failure(FailureReason.INTERNAL_ERROR, "", message);
        return deadLetter(attempt.failed(failure).with(Thrown.of(thrown)), failure.reason(), attempt.nowMillis());
    }

    /** Another program wrote the record into the retry topic. */
    Rerouting foreign(Attempt attempt) {
        Failure failure = new Failure(
                FailureReason.FOREIGN_RECORD,
                "",
                "the record names no partition of an input topic of this application as its source, and was not"
                        + " converted; only this application writes to its retry topic: find the program that wrote the"
                        + " record, and let it write to an input topic");
        return deadLetter(attempt.failed(failure), failure.reason(), attempt.nowMillis());
    }

    private Rerouting deadLetter(FailedRecord failed, FailureReason reason, long nowMillis) {
        FailedRecord letter = failed.with(refusedBy).cutToFit(this::fitsDeadLetters);
        long timestamp =
                limits.deadLetterTimestamps().takenFor(letter.original().timestampMillis(), nowMillis);
        return new Rerouting(
                Rerouting.To.DEAD_LETTERS, reason, record(letter, FailureHeaders.write(letter), timestamp));
    }

    private boolean fitsDeadLetters(FailedRecord letter) {
        OriginalRecord original = letter.original();
        return limits.allowDeadLetter(original.key(), original.value(), FailureHeaders.write(letter));
    }

    private static Record<byte[], Outcome> record(FailedRecord failed, Headers headers, long timestamp) {
        OriginalRecord original = failed.original();
        SourcePosition source = Objects.requireNonNull(failed.source());
        return new Record<>(original.key(), new Rerouted(source, original.value()), timestamp, headers);
    }
}
