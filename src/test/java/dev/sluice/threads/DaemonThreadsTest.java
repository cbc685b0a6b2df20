package dev.sluice.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {

    @Test
    void named_hasTheNameAsItIs() {
        Thread thread = DaemonThreads.named("sluice-watch").newThread(() -> {});

        assertThat(thread.getName()).isEqualTo("sluice-watch");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void numbered_countsFromOne() {
        ThreadFactory threads = DaemonThreads.numbered("sluice-http");

        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("sluice-http-1");
        assertThat(threads.newThread(() -> {})).satisfies(second -> {
            assertThat(second.getName()).isEqualTo("sluice-http-2");
            assertThat(second.isDaemon()).isTrue();
        });
    }
}
