package dev.sluice.verify;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.SourcePosition;
import dev.sluice.deadletters.ReplayMarks;
import dev.sluice.deadletters.ReplayTarget;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.TopicReader;
import dev.sluice.verify.PartitionAccount.End;
import dev.sluice.verify.Problem.Kind;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters that existed at one moment. Each is where its record ends, except for those that a replay took back to
 * the retry topic.
 */
final class DeadLetterEnds {

    private final TopicReader reader;
    private final String retryTopic;
    private final Accounts accounts;
    private final Problems problems;
    private final Map<TopicPartition, Long> ends;

    private DeadLetterEnds(
            TopicReader reader,
            String retryTopic,
            Accounts accounts,
            Problems problems,
            Map<TopicPartition, Long> ends) {
        this.reader = reader;
        this.retryTopic = retryTopic;
        this.accounts = accounts;
        this.problems = problems;
        this.ends = ends;
    }

    /** The dead letters that exist now. They are read later, when it is known which were replayed. */
    static DeadLetterEnds now(
            TopicReader reader,
            Collection<TopicPartition> deadLetters,
            String retryTopic,
            Accounts accounts,
            Problems problems)
            throws AccessException, InterruptedException {
        return new DeadLetterEnds(reader, retryTopic, accounts, problems, reader.settledEnds(deadLetters));
    }

    /**
     * Adds each dead letter to the account of its partition.
     *
     * @param replayedBefore the marks as they were before anything else was read
     * @param replayed the marks as they were after everything else was read
     */
    void read(ReplayMarks replayedBefore, ReplayMarks replayed) throws AccessException, InterruptedException {
        long[] tookBack = new long[1];
        reader.readAll(ends, consumed -> {
            SourcePosition source = FailureHeaders.source(consumed.headers());
            if (source == null) {
                problems.add(
                        Kind.FOREIGN_DEAD_LETTER,
                        TopicReader.place(consumed) + " does not say where the record comes from",
                        "place",
                        TopicReader.place(consumed));
                return;
            }
            PartitionAccount account = accounts.of(source);
            if (account != null && isTakenBack(consumed, replayed)) {
                tookBack[0]++;
                if (!isTakenBack(consumed, replayedBefore)) {
                    account.seenPending(source.offset(), source.offset());
                }
            } else if (account != null) {
                account.end(End.DEAD_LETTERED, source.offset(), source.offset());
            } else if (source.topic().equals(retryTopic)) {
                problems.note(TopicReader.place(consumed) + " comes from the retry topic itself, where another program"
                        + " wrote it, or where a processor failed at it");
            }
        });
        if (tookBack[0] > 0) {
            problems.note(tookBack[0] + " dead letters were replayed to " + retryTopic
                    + ": their records count where they are now");
        }
    }

    /**
     * Whether the record has gone from its dead letter to the retry topic. A replay to the source made a new record.
     */
    private static boolean isTakenBack(ConsumerRecord<byte[], byte[]> deadLetter, ReplayMarks marks) {
        return marks.replayedTo(deadLetter.partition(), deadLetter.offset()) == ReplayTarget.RETRY;
    }

    /** Reads the dead letters again, and adds the locations of doubled records. */
    void addLocations(DuplicateLocations duplicates, ReplayMarks replayed)
            throws AccessException, InterruptedException {
        reader.readAll(ends, consumed -> {
            SourcePosition source = FailureHeaders.source(consumed.headers());
            if (source != null && !isTakenBack(consumed, replayed)) {
                duplicates.found(
                        new TopicPartition(source.topic(), source.partition()),
                        source.offset(),
                        source.offset(),
                        "dead letter " + TopicReader.place(consumed));
            }
        });
    }
}
