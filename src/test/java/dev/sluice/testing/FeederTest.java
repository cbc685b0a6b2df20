package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FeederTest {

    private final AtomicInteger fed = new AtomicInteger();

    @Test
    void stop_waitsForTheFeedingUnderWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        try (Feeder feeder = new Feeder(
                () -> {
                    begun.countDown();
                    awaitSafely(stopping);
                    fed.incrementAndGet();
                },
                Duration.ofDays(1))) {
            begun.await();
            CompletableFuture.runAsync(stopping::countDown);

            feeder.stop();

            assertThat(fed).hasValue(1);
        }
    }

    @Test
    void feeder_feedsAgainAndAgain() throws InterruptedException {
        try (Feeder feeder = new Feeder(fed::incrementAndGet, Duration.ofMillis(1))) {
            await().until(() -> fed.get() > 2);

            feeder.stop();
        }
    }

    @Test
    void stop_throwsWhatEndedTheFeeding() {
        IllegalStateException failure = new IllegalStateException("no broker");
        try (Feeder feeder = new Feeder(
                () -> {
                    fed.incrementAndGet();
                    throw failure;
                },
                Duration.ofMillis(1))) {
            await().until(() -> fed.get() > 0);

            assertThatThrownBy(feeder::stop)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(failure);
        }
    }

    private static void awaitSafely(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
