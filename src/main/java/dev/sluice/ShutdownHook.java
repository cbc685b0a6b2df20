package dev.sluice;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the service when the JVM ends, whatever ends it: SIGTERM, SIGINT, or {@code Main}'s exit after a failure.
 *
 * <p>It is the only caller of {@code close()} in {@code sluice run}, never exits the JVM (within a hook that waits for
 * itself for ever), and does not wait for the main thread, which by then waits for the JVM's end.
 */
final class ShutdownHook implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    /** Beyond the service's own bound, for what it closes after the streams. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AutoCloseable service;
    private final Duration timeout;

    ShutdownHook(AutoCloseable service, Duration timeout) {
        this.service = service;
        this.timeout = timeout;
    }

    static void install(AutoCloseable service, Duration timeout) {
        Runtime.getRuntime().addShutdownHook(new Thread(new ShutdownHook(service, timeout), "sluice-shutdown"));
    }

    /** Closes the service, and gives up after the timeout: the JVM then ends as by kill -9, which loses nothing. */
    @Override
    public void run() {
        Thread closer = new Thread(this::close, "sluice-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(timeout.plus(GRACE).toMillis());
            if (closer.isAlive()) {
                LOG.warn(
                        "Not closed within {}; raise SLUICE_SHUTDOWN_TIMEOUT. Nothing is lost: the next start redoes"
                                + " what was not committed",
                        timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        try {
            service.close();
            LOG.info("Closed");
        } catch (Exception e) {
            LOG.error("Closing failed. Nothing is lost: the next start redoes what was not committed", e);
        }
    }
}
