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

/**
 * A commit gets no answer in time. With the streams protocol Kafka Streams would revive the tasks that were in it; with
 * the classic one it asks for a rebalance too, which makes them anew.
 */
class CommitTimeoutIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void tasksBeginAnew_andTheProcessGoesOn(String protocol) throws Exception {
        Path logs = Path.of("target", "commit-timeout-" + protocol);
        Path log = logs.resolve("a.log");
        Files.deleteIfExists(log);
        try (Cluster cluster = new Cluster(directory, logs, 1, protocol)) {
            Instance instance = cluster.instance("a");
            instance.startWithRules("commit-timeout.btm");
            cluster.rig().produceLateMerchants();
            cluster.startFeeding(500);
            cluster.withEvidence(() -> {
                await().atMost(SOON).until(() -> Files.readString(log).contains("COMMIT TIMEOUT"));
                int objects = cluster.puts().objects();
                await().atMost(SOON).until(() -> cluster.puts().objects() > objects + 20);
                cluster.stopFeeding();
                Verdict.await(cluster, TransactionRig.APPLICATION, Set.of(), List.of(instance), SOON);
            });
            assertThat(Files.readString(log).contains("its stream thread is replaced"))
                    .isEqualTo(protocol.equals("streams"));
            assertThat(instance.terminate())
                    .as("exit status of the first process, on SIGTERM")
                    .isEqualTo(143);
            assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
        }
    }
}
