package dev.sluice;

import dev.sluice.objectstore.BucketProbe;
import dev.sluice.objectstore.BucketProbe.Outcome;
import dev.sluice.objectstore.BucketProbe.Result;
import dev.sluice.objectstore.S3ObjectStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the bucket at the start, and again and again until it is known to be good or to be unusable: an S3 that is
 * away for a while must not keep the service from starting, and must not spare the bucket the question.
 */
final class BucketWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BucketWatch.class);
    private static final long INTERVAL_SECONDS = 5;
    private static final Result UNANSWERED =
            new Result(Outcome.UNKNOWN, "has not answered yet; check SLUICE_S3_ENDPOINT, and that it can be reached");

    private final S3ObjectStore store;
    private final String folder;
    private final Consumer<Result> onUnsafe;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "sluice-bucket-watch");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile Result last = UNANSWERED;

    private BucketWatch(S3ObjectStore store, String folder, Consumer<Result> onUnsafe) {
        this.store = store;
        this.folder = folder;
        this.onUnsafe = onUnsafe;
    }

    /** Begins with the first probe; {@code onUnsafe} is told of a bucket on which the guarantee does not hold. */
    static BucketWatch start(S3ObjectStore store, String folder, Consumer<Result> onUnsafe) {
        BucketWatch watch = new BucketWatch(store, folder, onUnsafe);
        watch.thread.execute(watch::probe);
        return watch;
    }

    private void probe() {
        Result before = last;
        Result now;
        try {
            now = BucketProbe.run(store, folder);
        } catch (RuntimeException e) {
            if (thread.isShutdown()) {
                return; // the store is closed, too, and nobody waits for an answer
            }
            LOG.error("The bucket cannot be probed, for a reason nobody foresaw; it is tried again", e);
            now = new Result(Outcome.UNKNOWN, "cannot be probed: " + e);
        }
        last = now;
        answered.countDown();
        switch (now.outcome()) {
            case SAFE, NOT_REMOVED -> {
                if (before != UNANSWERED) { // who started us tells of the first answer
                    LOG.info("The bucket is usable now: {}", now.text());
                }
            }
            case UNSAFE -> onUnsafe.accept(now);
            case REFUSED, UNKNOWN -> {
                if (before != UNANSWERED && before.outcome() != now.outcome()) {
                    LOG.warn("The bucket is still not known to be usable: {}", now.text());
                }
                thread.schedule(this::probe, INTERVAL_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** What the first probe found, waited for no longer than that. */
    Result first(Duration patience) throws InterruptedException {
        return answered.await(patience.toMillis(), TimeUnit.MILLISECONDS) ? last : UNANSWERED;
    }

    boolean isRefused() {
        return last.outcome() == Outcome.REFUSED || last.outcome() == Outcome.UNSAFE;
    }

    /** Why the bucket is not known to be usable, or null when it is. */
    @Nullable
    String doubt() {
        Result now = last;
        return now.outcome() == Outcome.SAFE || now.outcome() == Outcome.NOT_REMOVED ? null : "bucket: " + now.text();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
