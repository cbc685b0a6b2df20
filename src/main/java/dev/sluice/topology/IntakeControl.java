package dev.sluice.topology;

import dev.sluice.batch.Backlog;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses intake while too much waits for the object store, and resumes it.
 *
 * <p>A paused Kafka Streams member stays in its group, polls and commits; it neither processes nor punctuates. Uploads
 * go on meanwhile, on the uploader's threads, and what they get rid of lets intake resume.
 */
public final class IntakeControl implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeControl.class);
    private static final long INTERVAL_MILLIS = 500;

    private final KafkaStreams streams;
    private final Backlog backlog;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "sluice-intake-control");
        daemon.setDaemon(true);
        return daemon;
    });

    private IntakeControl(KafkaStreams streams, Backlog backlog) {
        this.streams = streams;
        this.backlog = backlog;
    }

    public static IntakeControl start(KafkaStreams streams, Backlog backlog) {
        IntakeControl control = new IntakeControl(streams, backlog);
        control.thread.scheduleWithFixedDelay(
                control::checkSafely, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return control;
    }

    /** A schedule drops for good what throws once, and nobody would resume. */
    private void checkSafely() {
        try {
            check();
        } catch (RuntimeException e) {
            LOG.error("Intake could not be paused or resumed; it is looked at again", e);
        }
    }

    private void check() {
        if (!streams.isPaused() && backlog.shouldPause()) {
            streams.pause();
            LOG.warn(
                    "Intake is paused: {} bytes in {} batches wait for S3, more than SLUICE_BACKLOG_BYTES, {}, or"
                            + " SLUICE_MAX_BATCHES, {}; it resumes by itself",
                    backlog.waitingBytes(),
                    backlog.waitingBatches(),
                    backlog.maxBytes(),
                    backlog.maxBatches());
        } else if (streams.isPaused() && backlog.shouldResume()) {
            streams.resume();
            LOG.info(
                    "Intake has resumed: {} bytes in {} batches wait for S3",
                    backlog.waitingBytes(),
                    backlog.waitingBatches());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
