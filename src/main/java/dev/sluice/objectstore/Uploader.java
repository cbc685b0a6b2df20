package dev.sluice.objectstore;

import dev.sluice.failure.LogThrottle;
import dev.sluice.log.LogFields;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.ObjectStoreException.Category;
import dev.sluice.threads.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Uploads, on a few threads of its own, and goes on trying until each is durable, finds its key taken, or is cancelled.
 *
 * <p>Between attempts an upload waits in the schedule and holds no thread. The wait doubles from 200 ms to 30 s and
 * is drawn at random below that ("full jitter"), so that many processes do not return to a recovering store at once.
 */
public final class Uploader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);
    private static final long FIRST_BACKOFF_MILLIS = 200;
    private static final long MAX_BACKOFF_MILLIS = 30_000;
    private static final Duration TIME_BETWEEN_WARNINGS = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final SluiceMetrics metrics;
    private final ScheduledThreadPoolExecutor threads;
    private final Map<Upload, Problem> failing = new ConcurrentHashMap<>();
    private volatile @Nullable Instant lastUploadAt;
    private final Map<Category, LogThrottle> failures = new EnumMap<>(Category.class);
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    /** Why an upload waits; an exception would hold its stack traces, thousands of them in an outage. */
    private record Problem(Category category, String message) {}

    public Uploader(ObjectStore store, int threadCount, SluiceMetrics metrics) {
        this.store = store;
        this.metrics = metrics;
        for (Category category : Category.values()) {
            failures.put(category, new LogThrottle(TIME_BETWEEN_WARNINGS));
        }
        threads = new ScheduledThreadPoolExecutor(threadCount, DaemonThreads.numbered("sluice-upload"));
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public void submit(Upload upload) {
        threads.execute(() -> attempt(upload, 1));
    }

    private void attempt(Upload upload, int attempt) {
        if (upload.isCancelled()) {
            failing.remove(upload);
            return;
        }
        try {
            StoredObject object = store.putIfAbsent(upload.key(), upload.content());
            failing.remove(upload);
            lastUploadAt = Instant.now();
            upload.uploaded(object);
            if (failing.isEmpty() && hasWarned.compareAndSet(true, false)) {
                LOG.info("Uploads succeed again, and none waits for another attempt");
            }
        } catch (ForeignObjectException e) {
            metrics.foreignObjectFound();
            LOG.atError()
                    .addKeyValue(LogFields.OBJECT_KEY, upload.key())
                    .log(
                            "{}; the batch will land under a new key. Find the other writer, and give Sluice an object prefix"
                                    + " of its own",
                            e.getMessage());
            failing.remove(upload);
            upload.keyTaken(e);
        } catch (ObjectStoreException e) {
            retry(upload, attempt, e);
        } catch (IOException | RuntimeException e) {
            retry(upload, attempt, new ObjectStoreException(Category.UNAVAILABLE, upload.key() + ": " + e, e));
        } catch (Error e) {
            // The schedule would swallow it, and the upload with it.
            if (attempt == 1) {
                LOG.atError()
                        .addKeyValue(LogFields.OBJECT_KEY, upload.key())
                        .setCause(e)
                        .log("An upload failed unexpectedly; it will be tried again");
            }
            retry(upload, attempt, new ObjectStoreException(Category.UNAVAILABLE, upload.key() + ": " + e, e));
        }
    }

    private void retry(Upload upload, int attempt, ObjectStoreException e) {
        if (upload.isCancelled()) {
            // A task that closes takes its store away under the read; whoever owns the task next uploads.
            failing.remove(upload);
            return;
        }
        failing.put(upload, new Problem(e.category(), String.valueOf(e.getMessage())));
        metrics.uploadRetried();
        warn(attempt, e);
        long ceiling = Math.min(MAX_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(attempt - 1, 20));
        long delay = ThreadLocalRandom.current().nextLong(ceiling) + 1;
        threads.schedule(() -> attempt(upload, attempt + 1), delay, TimeUnit.MILLISECONDS);
    }

    /** The first failure of each category loudly, its repeats once in a while, counted. */
    private void warn(int attempt, ObjectStoreException e) {
        long count = Objects.requireNonNull(failures.get(e.category())).count(System.nanoTime());
        if (count == 0) {
            LOG.debug("upload attempt {} failed: {}", attempt, e.getMessage());
            return;
        }
        hasWarned.set(true);
        LOG.atLevel(e.category() == Category.REFUSED ? Level.ERROR : Level.WARN)
                .addKeyValue(LogFields.REPEATS, count)
                .addKeyValue(LogFields.OBJECTS, failing.size())
                .addKeyValue(LogFields.REASON, e.getMessage())
                .log("Upload failed; nothing is lost, and it will be tried again");
    }

    /** Why the object store refuses what only a person can mend, or null while it does not. */
    public @Nullable String refusal() {
        for (Problem problem : failing.values()) {
            if (problem.category() == Category.REFUSED) {
                return problem.message();
            }
        }
        return null;
    }

    /** Why one of the uploads waits for its next attempt, or null while none does. */
    public @Nullable String failure() {
        return failing.values().stream().map(Problem::message).findFirst().orElse(null);
    }

    /** How many uploads wait for their next attempt. */
    public int failingUploads() {
        return failing.size();
    }

    /** When the last upload of this process became durable, or null before the first. */
    public @Nullable Instant lastUploadAt() {
        return lastUploadAt;
    }

    /** Stops. What was not uploaded stays in the block store. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
