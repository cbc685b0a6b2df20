package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.TransactionRig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker answers nothing for longer than a commit may wait. Kafka Streams would revive the tasks. */
class CommitTimeoutIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String REPLACED = "its stream thread is replaced";

    /** The least that Sluice takes with a transaction timeout of two seconds. */
    private static final Duration MAX_BLOCK = Duration.ofSeconds(12);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void threadIsReplaced_andTheProcessGoesOn(String protocol) throws Exception {
        Path logs = Path.of("target", "commit-timeout-" + protocol);
        Path log = logs.resolve("a.log");
        Files.deleteIfExists(log);
        try (Cluster cluster = new Cluster(directory, logs, 1, protocol)) {
            Instance instance = cluster.instance("a");
            instance.set("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "2000");
            instance.set("KAFKA_PRODUCER_MAX_BLOCK_MS", Long.toString(MAX_BLOCK.toMillis()));
            instance.start();
            cluster.rig().produceLateMerchants();
            cluster.startFeeding(500);
            cluster.withEvidence(() -> {
                await().atMost(SOON).until(() -> instance.landedObjects() > 0);
                cluster.broker().freeze();
                await().atMost(MAX_BLOCK.plus(SOON))
                        .until(() -> Files.readString(log).contains(REPLACED));
                cluster.broker().thaw();
                int objects = cluster.puts().objects();
                await().atMost(SOON).until(() -> cluster.puts().objects() > objects);
                cluster.stopFeeding();
                Verdict.await(cluster, TransactionRig.APPLICATION, Set.of(), List.of(instance), SOON);
            });
            assertThat(instance.terminate()).as("exit status on SIGTERM").isEqualTo(143);
            assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
        }
    }
}
