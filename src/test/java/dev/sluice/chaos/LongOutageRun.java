package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Patience;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * S3, and then the broker, away for minutes at full input rate: two instances with small budgets get over it by
 * themselves, without a restart and without a rebalance.
 *
 * <pre>./mvnw -Pchaos -Dit.test=LongOutageRun -Dminutes=10 -Drate=5000</pre>
 */
class LongOutageRun {

    private static final long MIB = 1024 * 1024;
    private static final long BACKLOG_BYTES = 16 * MIB;

    /** RocksDB keeps what is deleted until it compacts, and its log beside. */
    private static final long DISK_BYTES = 8 * BACKLOG_BYTES + 64 * MIB;

    private final int minutes = Integer.getInteger("minutes", 10);
    private final int recordsPerSecond = Integer.getInteger("rate", 5_000);
    private final String protocol = System.getProperty("protocol", "classic");
    private final Path evidence = Path.of("target", "long-outage").toAbsolutePath();

    @Test
    void instances_getOverLongOutagesByThemselves() throws Exception {
        Path work = Files.createTempDirectory(Files.createDirectories(evidence), "work-");
        try (Cluster cluster = new Cluster(work, evidence, 1, protocol)) {
            List<Instance> instances = List.of(cluster.instance("a"), cluster.instance("b"));
            for (Instance instance : instances) {
                instance.set("SLUICE_BACKLOG_BYTES", Long.toString(BACKLOG_BYTES));
                instance.set("SLUICE_ROTATE_RECORDS", "20000");
                instance.set("SLUICE_ROTATE_AGE", "5s");
                instance.start();
            }
            cluster.rig().produceLateMerchants();
            cluster.startFeeding(recordsPerSecond);
            cluster.withEvidence(() -> {
                awaitWork(cluster, instances);
                takeS3Away(cluster, instances, work);
                takeTheBrokerAway(cluster, instances);
                cluster.stopFeeding();
                Verdict.await(cluster, TransactionRig.APPLICATION, Set.of(), instances, Patience.SOON);
            });
            for (Instance instance : instances) {
                assertThat(instance.terminate()).as("exit status on SIGTERM").isEqualTo(143);
            }
            Verdict verdict = Verdict.check(cluster, TransactionRig.APPLICATION, Set.of(), record -> {});
            assertThat(verdict.problems()).isEmpty();
            assertThat(verdict.landed() + verdict.deadLetters()).isEqualTo(verdict.in());
            assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
            cluster.report("the end", "%,d landed, 0 lost, 0 doubled", verdict.landed());
        }
    }

    private void takeS3Away(Cluster cluster, List<Instance> instances, Path work) throws InterruptedException {
        List<Double> rebalances = rebalances(instances);
        instances.forEach(instance -> instance.s3().fail(S3Fault.INTERNAL_ERROR));
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        await().atMost(Duration.ofMinutes(minutes))
                .untilAsserted(() -> assertThat(metrics(instances, "sluice_intake_paused"))
                        .as("paused")
                        .containsOnly(1.0));
        cluster.report("S3 away", "intake is paused in both");
        for (Instance instance : instances) {
            assertThat(instance.endsWithin(Duration.ofNanos(Math.max(0, end - System.nanoTime()))))
                    .as("%s ended while S3 was away", instance.name())
                    .isFalse();
        }
        assertThat(metrics(instances, "sluice_intake_paused"))
                .as("still paused")
                .containsOnly(1.0);
        assertThat(rebalances(instances)).as("rebalances while S3 was away").isEqualTo(rebalances);
        assertThat(bytesBelow(work.resolve("state-a")) + bytesBelow(work.resolve("state-b")))
                .as("bytes of local state")
                .isLessThan(2 * DISK_BYTES);
        int objects = cluster.puts().objects();
        instances.forEach(instance -> instance.s3().heal());
        await().untilAsserted(() -> assertThat(metrics(instances, "sluice_intake_paused"))
                .as("paused")
                .containsOnly(0.0));
        assertThat(cluster.puts().objects()).isGreaterThan(objects);
        assertThat(rebalances(instances)).as("rebalances after S3 was back").isEqualTo(rebalances);
        cluster.report("S3 back after " + minutes + " minutes", "intake goes on");
    }

    private void takeTheBrokerAway(Cluster cluster, List<Instance> instances) throws InterruptedException, IOException {
        cluster.broker().kill();
        for (Instance instance : instances) {
            assertThat(instance.endsWithin(Duration.ofMinutes(minutes).dividedBy(3L * instances.size())))
                    .as("%s ended while the broker was away", instance.name())
                    .isFalse();
        }
        cluster.broker().restart();
        int objects = cluster.puts().objects();
        await().until(() -> cluster.puts().objects() > objects);
        cluster.report("broker back after a third of that", "objects land");
    }

    private static void awaitWork(Cluster cluster, List<Instance> instances) {
        await().untilAsserted(() ->
                assertThat(metrics(instances, "sluice_objects_landed_total")).allMatch(landed -> landed > 0));
        cluster.report("start", "both land objects");
    }

    private static List<Double> rebalances(List<Instance> instances) throws InterruptedException {
        return metrics(instances, "kafka_consumer_coordinator_rebalance_total");
    }

    private static List<Double> metrics(List<Instance> instances, String name) throws InterruptedException {
        Double[] values = new Double[instances.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = instances.get(i).metric(name);
        }
        return List.of(values);
    }

    private static long bytesBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
