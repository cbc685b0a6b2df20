package dev.sluice.topology;

import org.apache.kafka.streams.processor.TaskId;

/**
 * A task was closed because its commit timed out, and Kafka Streams would go on with the same object.
 *
 * <p>That object remembers how far the task had come before its commit was given up (Kafka Streams 4.3.1, {@code
 * StreamTask.nextOffsetsAndMetadataToBeConsumed}, which {@code revive} does not clear). Its next commit would name those
 * offsets, although the records before them are read again: should the process end right then, they would be skipped.
 * Another stream thread takes the task as a new object, which begins where the last commit ended.
 */
public final class RevivedTaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RevivedTaskException(TaskId task) {
        super("task " + task + " was given up by a commit that timed out; a new stream thread begins it anew");
    }

    /** Whether that is what made a stream thread end. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RevivedTaskException) {
                return true;
            }
        }
        return false;
    }
}
