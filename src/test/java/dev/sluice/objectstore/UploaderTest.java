package dev.sluice.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.metrics.MicrometerMetrics;
import dev.sluice.objectstore.ObjectStoreException.Category;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploaderTest {

    /** What the object store does at each attempt, in order; then it succeeds. */
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private final CountDownLatch refusalWasSeen = new CountDownLatch(1);
    private final MicrometerMetrics metrics = new MicrometerMetrics();
    private final Uploader uploader = new Uploader(new FailingStore(), 1, metrics);
    private final TestUpload upload = new TestUpload();

    @AfterEach
    void stop() {
        uploader.close();
        metrics.close();
    }

    @Test
    void upload_isTriedAgainWhenAnAttemptDiesOfAnError() {
        failures.add(new OutOfMemoryError("for this test"));
        uploader.submit(upload);

        await().untilAsserted(() -> assertThat(upload.etag).isEqualTo("etag"));
    }

    @Test
    void refusal_isForgottenWhenTheUploadIsCancelledDuringAnAttempt() {
        failures.add(new ObjectStoreException(Category.REFUSED, "no", null));
        failures.add(new CancelledMeanwhile());
        uploader.submit(upload);
        await().until(() -> uploader.refusal() != null);
        refusalWasSeen.countDown();

        await().untilAsserted(() -> assertThat(uploader.refusal()).isNull());
    }

    @Test
    void attempt_hasNotFailedWhenItsTaskLeftMeanwhile() {
        upload.isCancelledByReading = true;
        failures.add(new ObjectStoreException(Category.UNAVAILABLE, "the body broke off", null));
        uploader.submit(upload);
        TestUpload next = new TestUpload();
        uploader.submit(next);

        await().until(() -> next.etag != null);
        assertThat(uploader.failingUploads()).isZero();
        assertThat(metrics.scrape()).contains("sluice_upload_retries_total 0.0");
    }

    /** Stands for the read of a store that is closed now. */
    private static final class CancelledMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class FailingStore implements ObjectStore {
        @Override
        public StoredObject putIfAbsent(String key, ObjectContent content) throws ObjectStoreException {
            Throwable failure = failures.poll();
            if (failure instanceof CancelledMeanwhile e) {
                waitFor(refusalWasSeen);
                upload.cancelled = true;
                throw e;
            }
            if (failure instanceof ObjectStoreException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            return new StoredObject("etag", content.length(), content.crc32c());
        }

        private static void waitFor(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // the test is over
            }
        }

        @Override
        public void close() {}
    }

    private static final class TestUpload implements Upload {
        private volatile boolean isCancelledByReading;
        private volatile boolean cancelled;
        private volatile @Nullable String etag;

        @Override
        public String key() {
            return "key";
        }

        @Override
        public ObjectContent content() {
            cancelled |= isCancelledByReading;
            return new ObjectContent(0, 0, "text/plain", Map.of(), () -> new ByteArrayInputStream(new byte[0]));
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void uploaded(StoredObject object) {
            etag = object.etag();
        }

        @Override
        public void keyTaken(ForeignObjectException e) {
            throw new AssertionError(e);
        }
    }
}
