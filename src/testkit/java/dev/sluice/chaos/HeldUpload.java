package dev.sluice.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PUT that {@link FaultyS3} stops when half of its body is through. */
final class HeldUpload {

    private final CompletableFuture<String> key = new CompletableFuture<>();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean isBroken;

    /** Waits for a PUT to come, and to be held. */
    String awaitKey(Duration atMost) throws InterruptedException {
        return await(key, atMost);
    }

    /** Waits for what S3 answers in the end; 0 when the request broke off. */
    int awaitStatus(Duration atMost) throws InterruptedException {
        return await(status, atMost);
    }

    /** Lets the other half through. */
    void release() {
        released.countDown();
    }

    /** Breaks the request off: the other half never comes. */
    void breakOff() {
        isBroken = true;
        released.countDown();
    }

    void hold(String heldKey) throws IOException, InterruptedException {
        key.complete(heldKey);
        released.await();
        if (isBroken) {
            throw new IOException("broken off");
        }
    }

    void ended(int answer) {
        status.complete(answer);
    }

    private static <T> T await(CompletableFuture<T> future, Duration atMost) throws InterruptedException {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("no upload came, or none ended, within " + atMost, e);
        }
    }
}
