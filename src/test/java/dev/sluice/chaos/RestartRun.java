package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Patience;
import dev.sluice.testing.TransactionRig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from the end of the only instance until its next process lands an object: after kill -9 and after a
 * failed stream thread, with the local state kept and lost, each twice. Session timeout 6 s, classic protocol.
 *
 * <pre>./mvnw -Pchaos -Dit.test=RestartRun</pre>
 */
class RestartRun {

    private static final Path FAILING = Path.of("src/test/resources/failing-once.btm");

    private final Path evidence = Path.of("target", "restart").toAbsolutePath();

    @Test
    void service_landsSoonAfterItsProcessHasEnded() throws Exception {
        Path work = Files.createTempDirectory(Files.createDirectories(evidence), "work-");
        try (Cluster cluster = new Cluster(work, evidence, 1, "classic")) {
            Instance instance = cluster.instance("a");
            instance.start();
            cluster.rig().produceLateMerchants();
            cluster.startFeeding(500);
            cluster.withEvidence(() -> {
                for (boolean isStateKept : new boolean[] {true, false, true, false}) {
                    landsAfterKill(cluster, instance, isStateKept);
                    landsAfterFailedThread(cluster, instance, isStateKept);
                }
                cluster.stopFeeding();
                Verdict.await(cluster, TransactionRig.APPLICATION, Set.of(), List.of(instance), Patience.SOON);
            });
            assertThat(instance.terminate()).as("exit status on SIGTERM").isEqualTo(143);
            assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
        }
    }

    private static void landsAfterKill(Cluster cluster, Instance instance, boolean isStateKept) throws Exception {
        await().until(() -> instance.landedObjects() > 3);
        instance.kill();
        landsAfter("kill -9", cluster, instance, isStateKept);
    }

    /** The process that lands is ended in order, and one begins in which a thread will fail. */
    private static void landsAfterFailedThread(Cluster cluster, Instance instance, boolean isStateKept)
            throws Exception {
        assertThat(instance.terminate()).isEqualTo(143);
        instance.startWithRules(FAILING);
        assertThat(instance.awaitEnd(Patience.SOON)).as("exit status").isOne();
        landsAfter("failed thread", cluster, instance, isStateKept);
    }

    private static void landsAfter(String end, Cluster cluster, Instance instance, boolean isStateKept)
            throws Exception {
        long endNanos = System.nanoTime();
        if (!isStateKept) {
            instance.wipe();
        }
        instance.start();
        await().until(() -> instance.landedObjects() > 0);
        Duration took = Duration.ofNanos(System.nanoTime() - endNanos);
        cluster.report(end + ", state " + (isStateKept ? "kept" : "lost"), "lands after %,d ms", took.toMillis());
    }
}
