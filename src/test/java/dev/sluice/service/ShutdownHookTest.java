package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
