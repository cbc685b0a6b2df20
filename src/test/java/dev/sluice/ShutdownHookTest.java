package dev.sluice;

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
        new ShutdownHook(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        Duration.ofSeconds(30))
                .run();
    }
}
