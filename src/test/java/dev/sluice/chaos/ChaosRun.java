package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TransactionRig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/**
 * Faults at random for as many minutes as one likes; then the count.
 *
 * <pre>./mvnw -Pchaos -Dseed=N -Dminutes=30 -Dprotocol=classic|streams -Drate=2000</pre>
 *
 * <p>A seed draws the same fates again; what they meet depends on the machine. Logs stay in {@code
 * target/chaos-<seed>}, and on a failure the broker's and the instances' directories too.
 */
class ChaosRun {

    private static final Duration TIME_TO_FINISH = Duration.ofMinutes(5);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final int minutes = Integer.getInteger("minutes", 30);
    private final int recordsPerSecond = Integer.getInteger("rate", 2_000);
    private final String protocol = System.getProperty("protocol", seed % 2 == 0 ? "classic" : "streams");
    private final Random random = new Random(seed);
    private final Tally tally = new Tally();
    private final Path evidence = Path.of("target", "chaos-" + seed).toAbsolutePath();

    @Test
    void eachRecord_endsInOnePlaceWhateverHappens() throws Exception {
        System.out.printf("ChaosRun: seed %d, %d minutes, group.protocol %s%n", seed, minutes, protocol);
        Path work = evidence.resolve("work");
        Verdict verdict;
        try (Cluster cluster = new Cluster(work, evidence, seed, protocol)) {
            cluster.startFeeding(recordsPerSecond);
            cluster.withEvidence(() -> {
                meetFates(cluster);
                cluster.stopFeeding();
                await(cluster);
            });
            verdict = finish(cluster);
        } catch (Throwable e) {
            try (PrintWriter file =
                    new PrintWriter(evidence.resolve("problems.txt").toFile(), "UTF-8")) {
                e.printStackTrace(file);
            }
            throw new AssertionError("seed " + seed + "; see " + evidence, e);
        }
        Utils.delete(work.toFile());
        System.out.printf(
                "ChaosRun: seed %d, %s; %,d records in, %,d landed in %,d objects, %,d dead letters, 0 lost, 0 doubled%n",
                seed, tally, verdict.in(), verdict.landed(), verdict.objects(), verdict.deadLetters());
    }

    private void meetFates(Cluster cluster) throws Exception {
        long endNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
        List<String> names = random.nextInt(3) == 0 ? List.of("a", "b", "c") : List.of("a", "b");
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> fates = new ArrayList<>();
            for (String name : names) {
                Fate fate = new Fate(cluster, cluster.instance(name), random.nextLong(), tally);
                fates.add(threads.submit(() -> {
                    fate.run(endNanos);
                    return null;
                }));
            }
            troubleOthers(cluster, endNanos);
            for (Future<?> fate : fates) {
                fate.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What happens to S3, the broker and the lookup tables meanwhile. */
    private void troubleOthers(Cluster cluster, long endNanos) throws InterruptedException {
        for (int trouble = 1; System.nanoTime() < endNanos; trouble++) {
            pause(5, 20);
            int kind = random.nextInt(100);
            if (kind < 70) {
                failS3(cluster);
            } else if (kind < 85) {
                cluster.rig().renameMerchants(" " + trouble);
            } else {
                failBroker(cluster);
            }
        }
        cluster.rig().produceLateMerchants();
    }

    private void failS3(Cluster cluster) throws InterruptedException {
        S3Fault[] faults = S3Fault.values();
        S3Fault fault = faults[random.nextInt(faults.length)];
        cluster.instances().forEach(instance -> instance.s3().fail(fault));
        pause(1, fault == S3Fault.OCCUPY_KEY ? 2 : 8);
        cluster.instances().forEach(instance -> instance.s3().heal());
        tally.s3Faults.incrementAndGet();
        cluster.report(
                "S3: " + fault,
                "%d requests met it",
                cluster.instances().stream().mapToInt(i -> i.s3().hits()).sum());
    }

    private void failBroker(Cluster cluster) throws InterruptedException {
        boolean isKilled = random.nextBoolean();
        if (isKilled) {
            cluster.broker().kill();
        } else {
            cluster.broker().freeze();
        }
        pause(1, 8);
        if (isKilled) {
            cluster.broker().restart();
        } else {
            cluster.broker().thaw();
        }
        tally.brokerFaults.incrementAndGet();
        cluster.report(isKilled ? "broker killed" : "broker frozen", "it is back");
    }

    private static List<Instance> lastOnes(Cluster cluster) {
        return cluster.instances().subList(0, 2);
    }

    private static void await(Cluster cluster) {
        Verdict.await(cluster, TransactionRig.APPLICATION, Set.of(), lastOnes(cluster), TIME_TO_FINISH);
    }

    private static Verdict finish(Cluster cluster) throws Exception {
        for (Instance instance : lastOnes(cluster)) {
            instance.terminate();
        }
        Verdict verdict = Verdict.check(cluster, TransactionRig.APPLICATION, Set.of(), record -> {});
        assertThat(verdict.problems()).as("after the end").isEmpty();
        assertThat(verdict.landed() + verdict.deadLetters()).isEqualTo(verdict.in());
        assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
        return verdict;
    }

    private void pause(int fromSeconds, int toSeconds) throws InterruptedException {
        Cluster.letPass(Duration.ofMillis(random.nextInt(fromSeconds * 1_000, toSeconds * 1_000)));
    }
}
