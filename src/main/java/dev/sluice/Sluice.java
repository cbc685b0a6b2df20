package dev.sluice;

import dev.sluice.config.Settings;
import java.util.concurrent.CountDownLatch;

/** Placeholder of the running service. */
public final class Sluice implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);

    private Sluice() {}

    public static Sluice start(Settings settings) {
        return new Sluice();
    }

    /** Returns true once closed cleanly, false when the service failed. */
    public boolean awaitTermination() throws InterruptedException {
        closed.await();
        return true;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
