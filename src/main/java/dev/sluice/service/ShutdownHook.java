package dev.sluice.service;

import dev.sluice.config.SettingNames;
import dev.sluice.log.LogFields;
import dev.sluice.threads.DaemonThreads;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's shutdown hook that closes the service, whatever ends the JVM: SIGTERM, SIGINT, or an exit after a failure.
 *
 * <p>It is the only caller of {@code close()} in {@code sluice run}. It never calls {@code System.exit}, which would
 * deadlock within a hook, and does not join the main thread, which then waits for the end of the JVM.
 */
public final class ShutdownHook implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    /** On top of the shutdown timeout, for what the service closes after Kafka Streams. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AutoCloseable service;
    private final Duration timeout;

    ShutdownHook(AutoCloseable service, Duration timeout) {
        this.service = service;
        this.timeout = timeout;
    }

    /** Registers the hook, which closes {@code service} within {@code timeout} and a grace period of 5 seconds. */
    public static void install(AutoCloseable service, Duration timeout) {
        Runtime.getRuntime().addShutdownHook(new Thread(new ShutdownHook(service, timeout), "sluice-shutdown"));
    }

    /** Closes the service, and returns after the timeout at the latest. The JVM then ends as by kill -9: nothing is lost. */
    @Override
    public void run() {
        Thread closer = DaemonThreads.named("sluice-close").newThread(this::close);
        closer.start();
        try {
            closer.join(timeout.plus(GRACE).toMillis());
            if (closer.isAlive()) {
                LOG.atWarn()
                        .addKeyValue(LogFields.LIMIT, timeout)
                        .addKeyValue(LogFields.SETTING, SettingNames.SHUTDOWN_TIMEOUT)
                        .log("Not closed in time; raise the shutdown timeout. Nothing is lost: the next start processes"
                                + " again what was not committed");
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
            LOG.error("Closing failed. Nothing is lost: the next start processes again what was not committed", e);
        }
    }
}
