package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream thread fails while the broker is away: Kafka Streams then waits for the broker, for ever. */
class FailingThreadIT {

    @TempDir
    Path directory;

    @Test
    void processEnds() throws Exception {
        Path logs = Path.of("target", "failing-thread");
        try (Cluster cluster = new Cluster(directory, logs, 1, "streams")) {
            Instance instance = cluster.instance("a");
            // Two minutes by default; not so short that a busy machine has the thread fail before the broker is away.
            instance.set("KAFKA_PRODUCER_DELIVERY_TIMEOUT_MS", "10000");
            instance.set("KAFKA_PRODUCER_REQUEST_TIMEOUT_MS", "5000");
            instance.set("KAFKA_PRODUCER_MAX_BLOCK_MS", "18000");
            instance.set("SLUICE_SHUTDOWN_TIMEOUT", "3s");
            instance.startWithRules(Path.of("src/test/resources/failing-thread.btm"));
            cluster.startFeeding(500);
            await().until(() -> instance.landedObjects() > 0);
            cluster.broker().freeze();
            assertThat(instance.awaitEnd(Patience.SOON)).as("exit status").isOne();
            assertThat(Files.readString(logs.resolve("a.log"))).contains("THREAD FAILURE");
            cluster.broker().thaw();
            cluster.stopFeeding();
        }
    }
}
