package dev.sluice.topology;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A task was given up in the middle of its work, and Kafka Streams would go on in the same stream thread: see
 * {@link ProgressGuard}.
 */
public final class GivenUpTaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GivenUpTaskException(Set<TopicPartition> partitions) {
        super("what was done with records of "
                + partitions.stream().map(TopicPartition::toString).collect(Collectors.toCollection(TreeSet::new))
                + " was given up; another stream thread begins where the last commit ended");
    }

    /** Whether that is what made a stream thread end. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GivenUpTaskException) {
                return true;
            }
        }
        return false;
    }
}
