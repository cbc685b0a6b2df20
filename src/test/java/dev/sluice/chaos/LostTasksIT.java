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

/** A process loses its tasks between a commit and its next look at them, and gets them back: nothing goes uncounted. */
class LostTasksIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void metrics_countWhatWasCommittedJustBefore(String protocol) throws Exception {
        Path logs = Path.of("target", "lost-tasks-" + protocol);
        Path log = logs.resolve("a.log");
        Files.deleteIfExists(log);
        try (Cluster cluster = new Cluster(directory, logs, 1, protocol)) {
            Instance instance = cluster.instance("a");
            instance.startWithRules("lost-tasks.btm");
            cluster.rig().produceLateMerchants();
            cluster.startFeeding(500);
            cluster.withEvidence(() -> {
                await().until(() -> Files.readString(log).contains("TASKS LOST"));
                int objects = cluster.puts().objects();
                await().until(() -> cluster.puts().objects() > objects + 20);
                cluster.stopFeeding();
                Verdict.await(cluster, TransactionRig.APPLICATION, Set.of(), List.of(instance), Patience.SOON);

                Verdict verdict = Verdict.check(cluster, TransactionRig.APPLICATION, Set.of(), record -> {});
                await().until(() -> instance.metric("sluice_records_pending") == 0);
                assertThat(instance.metric("sluice_records_landed_total")).isEqualTo(verdict.landed());
                assertThat(instance.metric("sluice_records_dead_lettered_total"))
                        .isEqualTo(verdict.deadLetters());
                assertThat(instance.metric("sluice_records_consumed_total"))
                        .isEqualTo(verdict.in() + instance.metric("sluice_records_retried_total"));
            });
        }
    }
}
