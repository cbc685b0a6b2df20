package dev.sluice.testing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Feeds again and again on a thread of its own, with a rest after each time. */
public final class Feeder implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "feeder");
        daemon.setDaemon(true);
        return daemon;
    });
    private final ScheduledFuture<?> feeding;

    /** Begins at once. */
    public Feeder(Runnable feed, Duration rest) {
        feeding = thread.scheduleWithFixedDelay(feed, 0, rest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits for the feeding under way, the last one.
     *
     * @throws IllegalStateException with the failure, if feeding had ended by one
     */
    public void stop() throws InterruptedException {
        boolean isFed = feeding.cancel(false);
        thread.shutdown();
        if (!thread.awaitTermination(Patience.SOON.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the last feeding does not end");
        }
        if (!isFed) {
            try {
                feeding.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("feeding failed", e.getCause());
            }
        }
    }

    /** Ends it without waiting. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
