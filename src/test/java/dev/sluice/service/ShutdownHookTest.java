package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

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
    void hook_returnsAsSoonAsClosingThrows() {
        AtomicBoolean closed = new AtomicBoolean();
        ShutdownHook hook = new ShutdownHook(
                () -> {
                    closed.set(true);
                    throw new IllegalStateException("broken");
                },
                Duration.ofDays(1));

        CompletableFuture<Void> run = CompletableFuture.runAsync(hook);

        assertThat(run).succeedsWithin(Patience.SOON);
        assertThat(closed).isTrue();
    }

    @Test
    void hook_returnsWhenClosingTakesLongerThanItMay() {
        CountDownLatch never = new CountDownLatch(1);

        CompletableFuture<Void> run = CompletableFuture.runAsync(new ShutdownHook(never::await, Duration.ZERO));

        assertThat(run).succeedsWithin(Patience.SOON);
        assertThat(never.getCount()).as("what it did not wait for").isOne();
    }
}
