package dev.sluice.kstreams;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * What a stream thread did was given up, and another is to take its place: Kafka Streams itself would go on in the same
 * one (see {@link ProgressGuard}), or take it for a defect.
 */
public final class StreamThreadRestartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StreamThreadRestartException(Set<TopicPartition> partitions) {
        super("what was done with records of "
                + partitions.stream().map(TopicPartition::toString).collect(Collectors.toCollection(TreeSet::new))
                + " was given up; another stream thread begins where the last commit ended");
    }

    /** The broker had aborted the transaction before it was to be committed, for it took longer than it may. */
    StreamThreadRestartException(InvalidTxnStateException aborted) {
        super("a commit came too late; another stream thread begins where the last commit ended", aborted);
    }

    /** The wall clock was set back. */
    StreamThreadRestartException(long setBackMillis) {
        super("the clock was set back by " + setBackMillis
                + " ms; another stream thread begins where the last commit ended");
    }

    /** Whether that is what made a stream thread end. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Only ClockWatch wakes a consumer, which may be in another call than poll.
            if (cause instanceof StreamThreadRestartException || cause instanceof WakeupException) {
                return true;
            }
        }
        return false;
    }
}
