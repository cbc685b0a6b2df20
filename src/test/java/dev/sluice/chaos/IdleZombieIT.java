package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Patience;
import dev.sluice.testing.TransactionRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that is frozen before it has consumed anything, and that has batches and retries which fall due meanwhile:
 * what it does about them when it wakes up, it does unasked, for no offset is in its transaction that the group could
 * refuse.
 */
class IdleZombieIT {

    private static final int RECORDS = 20_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void zombie_doesNothingWithWhatItHadOnItsMind(String protocol) throws Exception {
        Path logs = Path.of("target", "idle-zombie-" + protocol);
        try (Cluster cluster = new Cluster(directory, logs, 21, protocol)) {
            Instance zombie = cluster.instance("zombie");
            Instance successor = cluster.instance("successor");
            Duration due = longEnoughForARestart(zombie);
            for (Instance instance : List.of(zombie, successor)) {
                instance.set("SLUICE_ROTATE_RECORDS", "1000000");
                instance.set("SLUICE_ROTATE_AGE", due.toSeconds() + "s");
                instance.set("SLUICE_RETRY_BACKOFFS", due.toSeconds() + "s");
            }
            cluster.rig().feed(RECORDS);
            zombie.start();
            // Of the records, each that has to wait is consumed and retried, and each other is consumed.
            await().until(() -> zombie.metric("sluice_records_consumed_total") == RECORDS);
            double waiting = zombie.metric("sluice_records_retried_total");
            assertThat(waiting).as("records that wait for their retry").isPositive();
            // Those it has not taken up from the retry topic it would consume in its next life.
            await().until(() -> zombie.metric("sluice_records_waiting_for_retry") == waiting);
            assertThat(zombie.terminate()).isEqualTo(143);

            zombie.start();
            await().until(() -> zombie.metric("sluice_ready") == 1);
            zombie.freeze();
            assertThat(cluster.puts().objects())
                    .as("objects before anything is due")
                    .isZero();
            successor.start();
            await().until(() ->
                    successor.metric("sluice_records_dead_lettered_total{reason=\"lookup_pending\"}") == waiting);
            await().until(() -> successor.metric("sluice_records_pending") == 0);

            double members = zombieRejoins(zombie, successor);
            cluster.report("idle zombie", "%.0f tasks in all, after it woke up", members);
            zombie.kill();
            successor.kill();
            for (Instance instance : List.of(zombie, successor)) {
                instance.wipe(); // what it wrote is in the changelogs
                instance.start();
            }
            Verdict.await(cluster, TransactionRig.APPLICATION, Set.of(), List.of(zombie, successor), Patience.SOON);
            assertThat(zombie.terminate()).isEqualTo(143);
            assertThat(successor.terminate()).isEqualTo(143);
            Verdict verdict = Verdict.check(cluster, TransactionRig.APPLICATION, Set.of(), record -> {});
            assertThat(verdict.problems()).isEmpty();
            assertThat(verdict.landed() + verdict.deadLetters()).isEqualTo(RECORDS);
            assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
        }
    }

    /** And for the session to time out; a first start tells how long they take on this machine. */
    private static Duration longEnoughForARestart(Instance instance) throws InterruptedException {
        long beforeNanos = System.nanoTime();
        instance.start();
        await().until(() -> instance.metric("sluice_ready") == 1);
        Duration start = Duration.ofNanos(System.nanoTime() - beforeNanos);
        assertThat(instance.terminate()).isEqualTo(143);
        return start.multipliedBy(3).plusSeconds(10);
    }

    /** Wakes it up, and waits until both share the tasks again: by then it has done whatever it does. */
    private static double zombieRejoins(Instance zombie, Instance successor) {
        zombie.thaw();
        return await().until(
                        () -> zombie.metric("sluice_ready") == 1
                                        && successor.metric("sluice_tasks") < Cluster.PARTITIONS
                                ? zombie.metric("sluice_tasks") + successor.metric("sluice_tasks")
                                : 0,
                        tasks -> tasks == Cluster.PARTITIONS);
    }
}
