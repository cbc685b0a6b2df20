package dev.sluice.service;

import dev.sluice.config.SettingNames;
import dev.sluice.log.LogFields;
import dev.sluice.objectstore.BucketProbe;
import dev.sluice.objectstore.BucketProbe.Outcome;
import dev.sluice.objectstore.BucketProbe.Result;
import dev.sluice.objectstore.S3ObjectStore;
import dev.sluice.threads.DaemonThreads;
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
 * The repeated probe of the bucket: from the start until the bucket is known to be safe or known to be unsafe.
 *
 * <p>An S3 that is unreachable for a while does not keep the service from starting, and the bucket is still probed once
 * S3 answers.
 */
final class BucketWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BucketWatch.class);
    private static final long INTERVAL_SECONDS = 5;
    private static final Result UNANSWERED = new Result(
            Outcome.UNKNOWN,
            "has not answered yet; check " + SettingNames.S3_ENDPOINT + ", and that it can be reached from here");

    private final S3ObjectStore store;
    private final String folder;
    private final Consumer<Result> onUnsafe;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("sluice-bucket-watch"));
    private volatile Result last = UNANSWERED;

    private BucketWatch(S3ObjectStore store, String folder, Consumer<Result> onUnsafe) {
        this.store = store;
        this.folder = folder;
        this.onUnsafe = onUnsafe;
    }

    /** Starts with the first probe; {@code onUnsafe} receives the result of a bucket that breaks the guarantee. */
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
                return; // The store was closed under the probe.
            }
            LOG.error("The probe of the bucket failed unexpectedly; it is repeated", e);
            now = new Result(Outcome.UNKNOWN, "cannot be probed: " + e);
        }
        last = now;
        answered.countDown();
        switch (now.outcome()) {
            case SAFE, NOT_REMOVED -> {
                if (before != UNANSWERED) { // The check before the start reports the first answer.
                    LOG.atInfo().addKeyValue(LogFields.STATE, now.text()).log("The bucket is usable now");
                }
            }
            case UNSAFE -> onUnsafe.accept(now);
            case REFUSED, UNKNOWN -> {
                if (before != UNANSWERED && before.outcome() != now.outcome()) {
                    LOG.atWarn()
                            .addKeyValue(LogFields.REASON, now.text())
                            .log("The bucket is still not known to be usable");
                }
                thread.schedule(this::probe, INTERVAL_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** The result of the first probe, or that there is none after {@code patience}. */
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
