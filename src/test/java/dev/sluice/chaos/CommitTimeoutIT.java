package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Patience;
import dev.sluice.testing.TransactionRig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A commit gets no answer in time, nor does its repetition. Kafka Streams would begin its tasks anew behind the records
 * that were in it.
 */
class CommitTimeoutIT {

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
                await().until(() -> Files.readString(log).contains("COMMIT TIMEOUT"));
                int objects = cluster.puts().objects();
                await().until(() -> cluster.puts().objects() > objects + 20);
                cluster.stopFeeding();
                Verdict.await(cluster, TransactionRig.APPLICATION, Set.of(), List.of(instance), Patience.SOON);
            });
            assertThat(Files.readString(log)).contains("the stream thread is replaced");
            assertThat(instance.terminate())
                    .as("exit status of the first process, on SIGTERM")
                    .isEqualTo(143);
            assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
        }
    }
}
