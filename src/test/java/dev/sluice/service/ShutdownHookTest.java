package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Patience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ShutdownHookTest {

    @Test
    void hook_returnsAfterTheServiceClosed() {
        AtomicBoolean closed = new AtomicBoolean();

        new ShutdownHook(() -> closed.set(true), Duration.ofSeconds(30)).run();

        assertThat(closed).isTrue();
    }

    @Test
    void hook_returnsWhenClosingThrows() {
        AtomicBoolean attempted = new AtomicBoolean();

        new ShutdownHook(
                        () -> {
                            attempted.set(true);
                            throw new IllegalStateException("broken");
                        },
                        Duration.ofSeconds(30))
                .run();

        assertThat(attempted).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("sluice-close"));
    }

    @Test
    void hook_returnsWhenClosingTakesLongerThanItMay() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            CompletableFuture<Void> run = CompletableFuture.runAsync(new ShutdownHook(never::await, Duration.ZERO));

            assertThat(run).succeedsWithin(Patience.SOON);
            assertThat(never.getCount()).as("what it did not wait for").isOne();
        } finally {
            never.countDown();
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("sluice-close")));
        }
    }
}
