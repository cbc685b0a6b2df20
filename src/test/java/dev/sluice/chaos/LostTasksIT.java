package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.TransactionRig;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process loses its tasks between a commit and its next look at them, and gets them back: nothing goes uncounted. */
class LostTasksIT {

    @TempDir
    Path directory;

    @Test
    void metrics_countWhatWasCommittedJustBefore() throws Exception {
        try (Cluster cluster = new Cluster(directory, Path.of("target", "lost-tasks"), 1, "classic")) {
            cluster.rig().produceLateMerchants();
            Instance instance = cluster.instance("a");
            instance.startWithRules(Path.of("src/test/resources/lost-tasks.btm"));

            cluster.withEvidence(() -> {
                cluster.feedPast("TASKS LOST", instance);

                Verdict verdict = Verdict.check(cluster, TransactionRig.APPLICATION, Set.of(), record -> {});
                // Others may see a commit before the process is told of it.
                await().untilAsserted(() -> {
                    assertThat(instance.metric("sluice_records_landed_total")).isEqualTo(verdict.landed());
                    assertThat(instance.metric("sluice_records_dead_lettered_total"))
                            .isEqualTo(verdict.deadLetters());
                    assertThat(instance.metric("sluice_records_consumed_total"))
                            .isEqualTo(verdict.in() + instance.metric("sluice_records_retried_total"));
                    assertThat(instance.metric("sluice_records_pending")).isZero();
                });
            });
        }
    }
}
