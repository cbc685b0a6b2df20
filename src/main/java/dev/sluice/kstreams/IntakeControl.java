package dev.sluice.kstreams;

import dev.sluice.threads.DaemonThreads;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses Kafka Streams while there is backpressure, and resumes it.
 *
 * <p>A paused Kafka Streams member stays in its group, polls and commits; it neither processes nor punctuates. What
 * relieves the pressure must go on without it.
 */
public final class IntakeControl implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeControl.class);
    private static final long INTERVAL_MILLIS = 500;

    private final KafkaStreams streams;
    private final Backpressure backpressure;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("intake-control"));

    /** When intake stops, and when it starts again; asked twice a second, from a thread of its own. */
    public interface Backpressure {

        boolean shouldPause();

        boolean shouldResume();

        /** What waits, and the bounds on it: a clause for the log. */
        String describe();
    }

    private IntakeControl(KafkaStreams streams, Backpressure backpressure) {
        this.streams = streams;
        this.backpressure = backpressure;
    }

    public static IntakeControl start(KafkaStreams streams, Backpressure backpressure) {
        IntakeControl control = new IntakeControl(streams, backpressure);
        control.thread.scheduleWithFixedDelay(
                control::checkSafely, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return control;
    }

    /** A schedule drops for good what throws once, and intake would stay paused. */
    private void checkSafely() {
        try {
            check();
        } catch (RuntimeException e) {
            LOG.error("Intake could not be paused or resumed; the next check is in {} ms", INTERVAL_MILLIS, e);
        }
    }

    private void check() {
        ClockWatch.wakeUpAll(); // a thread of this schedule is not delayed by the wall clock
        if (!streams.isPaused() && backpressure.shouldPause()) {
            streams.pause();
            LOG.warn("Intake is paused: {}; it resumes by itself", backpressure.describe());
        } else if (streams.isPaused() && backpressure.shouldResume()) {
            streams.resume();
            LOG.info("Intake has resumed: {}", backpressure.describe());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
