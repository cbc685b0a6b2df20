package dev.sluice.kstreams;

import dev.sluice.log.LogFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of a task's local state. */
public final class TaskDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(TaskDirectory.class);

    private TaskDirectory() {}

    /**
     * Sets the directory's time to now. By it Kafka Streams ({@code StateDirectory}, 4.4.0) tells at the next start how
     * old the state is, and by itself it sets it only when the directory is made. The state of an active task is up to
     * date, and one that is not closed cleanly is deleted after this.
     */
    public static void stamp(ProcessorContext<?, ?> context) {
        try {
            Files.setLastModifiedTime(context.stateDir().toPath(), FileTime.fromMillis(context.currentSystemTimeMs()));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue(LogFields.TASK, context.taskId())
                    .setCause(e)
                    .log("The time of the task's directory could not be set; its state may be deleted as too old, and"
                            + " restored");
        }
    }
}
