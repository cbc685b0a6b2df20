package dev.sluice.topology;

import org.apache.kafka.common.TopicPartition;

/**
 * A task was given up in the middle of its work, and Kafka Streams would begin it anew in the same stream thread: see
 * {@link PositionGuard}.
 */
public final class GivenUpTaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GivenUpTaskException(TopicPartition partition) {
        super("a task was given up that had taken records of " + partition
                + " since its last commit; another stream thread begins it where that commit ended");
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
