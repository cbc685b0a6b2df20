package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Patience;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Every fault once, upon two instances that are fed all the while; then the count, and the count of a second
 * application.
 *
 * <p>{@code -Dfaults.seed=N} replays a run's choices.
 */
class FaultMatrixIT {

    private static final Path LOGS = Path.of("target", "fault-matrix");

    @TempDir
    Path directory;

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Cluster cluster;
    private Instance a;
    private Instance b;
    private int kills;
    private int zombies;

    @Test
    void eachRecord_endsInOnePlaceUnderEveryFault() throws Exception {
        System.out.println("FaultMatrixIT: seed " + seed);
        try (Cluster started = new Cluster(directory, LOGS, seed, "classic")) {
            cluster = started;
            a = cluster.instance("a");
            b = cluster.instance("b");
            for (Instance instance : List.of(a, b)) {
                instance.set("SLUICE_RETRY_BACKOFFS", "2s,4s,8s"); // each count at the end waits for the last retry
            }
            cluster.withEvidence(this::meetEveryFault);
        }
    }

    private void meetEveryFault() throws Exception {
        cluster.startFeeding(250);
        judgeAfter(this::killAtEachStep);
        judgeAfter(this::killDuringAnUpload);
        judgeAfter(this::wakeZombie);
        judgeAfter(this::wakeZombieDuringAnUpload);
        judgeAfter(this::letATransactionTimeOut);
        judgeAfter(this::failS3InEachWay);
        cluster.rig().produceLateMerchants();
        cluster.rig().renameMerchants(" & Co");
        judgeAfter(this::restartOneByOneWithAnotherSchema);
        judgeAfter(this::rebalanceStorm);
        judgeAfter(this::takeTheBrokerAway);
        judgeAfter(this::wipeState);
        cluster.stopFeeding();
        Verdict verdict = finish(TransactionRig.APPLICATION, Set.of());
        reset();
        System.out.printf(
                "FaultMatrixIT: seed %d, %d kills, %d zombies, %,d records in, %,d landed in %,d objects, "
                        + "%,d dead letters, 0 lost, 0 doubled%n",
                seed, kills, zombies, verdict.in(), verdict.landed(), verdict.objects(), verdict.deadLetters());
    }

    /** Some of the faults of the matrix. */
    private interface Faults {
        void happen() throws Exception;
    }

    private void judgeAfter(Faults faults) throws Exception {
        faults.happen();
        assertThat(Verdict.check(cluster, TransactionRig.APPLICATION, Set.of(), record -> {})
                        .lastingProblems())
                .as("so far, seed %d", seed)
                .isEmpty();
    }

    private void killAtEachStep() throws Exception {
        FailPoint[] points = FailPoint.values();
        for (int i = 0; i < points.length; i += 2) {
            a.start(points[i], 1 + random.nextInt(4));
            b.start(points[i + 1], 1 + random.nextInt(4));
            awaitKillAt(a, points[i]);
            awaitKillAt(b, points[i + 1]);
        }
    }

    private void awaitKillAt(Instance victim, FailPoint point) throws InterruptedException {
        int status = victim.awaitEnd(Patience.SOON);
        kills++;
        cluster.report("kill " + point.step(), "%s ended with status %d", victim.name(), status);
    }

    private void killDuringAnUpload() throws Exception {
        HeldUpload held = a.s3().holdNext();
        a.start();
        b.start();
        String key = held.awaitKey(Patience.SOON);
        a.kill();
        kills++;
        held.breakOff();
        assertThat(held.awaitStatus(Patience.SOON))
                .as("S3's answer to half a body")
                .isZero();
        awaitAccepted(key, b);
        cluster.report("kill during an upload", "b uploaded the same object");
        a.start();
    }

    private void wakeZombie() throws Exception {
        awaitWork(a);
        a.freeze();
        zombies++;
        await().until(() -> {
            ensureAlive(b);
            return b.metric("sluice_tasks") == Cluster.PARTITIONS && !cluster.isInTransaction(a);
        });
        awaitLanding();
        a.thaw();
        awaitLanding();
        cluster.report("zombie", "b took over; a is %s", state(a));
    }

    private void wakeZombieDuringAnUpload() throws Exception {
        restart(b, "SLUICE_S3_REQUEST_TIMEOUT", "60s");
        awaitWork(b);
        HeldUpload held = b.s3().holdNext();
        String key = held.awaitKey(Patience.SOON);
        b.freeze();
        zombies++;
        awaitAccepted(key, a); // a zombie of a while ago, which may yet give up by itself
        b.thaw();
        held.release();
        int status = held.awaitStatus(Patience.SOON);
        assertThat(status).as("S3's answer to the zombie's PUT").isNotEqualTo(200);
        cluster.report("zombie during an upload", "a uploaded it; b's PUT was answered %d; b is %s", status, state(b));
        endZombie(b);
        restart(b, "SLUICE_S3_REQUEST_TIMEOUT", "5s");
    }

    private void letATransactionTimeOut() throws Exception {
        a.set("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "4000");
        restart(a, "KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "30000");
        awaitWork(a);
        freezeInATransaction(a);
        zombies++;
        await().until(() -> !cluster.isInTransaction(a));
        a.thaw();
        awaitLanding();
        cluster.report("transaction timeout", "a stayed in the group; a is %s", state(a));
        endZombie(a);
        a.set("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "8000");
        restart(a, "KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000");
    }

    private void freezeInATransaction(Instance instance) {
        await().until(() -> {
            ensureAlive(instance);
            instance.freeze();
            boolean isInTransaction = cluster.isInTransaction(instance);
            if (!isInTransaction) {
                instance.thaw();
            }
            return isInTransaction;
        });
    }

    private void failS3InEachWay() throws Exception {
        for (S3Fault fault : S3Fault.values()) {
            List<Instance> both = List.of(a, b);
            both.forEach(this::ensureAlive);
            both.forEach(instance -> instance.s3().fail(fault));
            await().until(() -> a.s3().hits() + b.s3().hits() >= 3
                    && (fault != S3Fault.OCCUPY_KEY || !cluster.puts().foreign().isEmpty()));
            both.forEach(instance -> instance.s3().heal());
            awaitLanding();
            cluster.report("S3: " + fault, "%d requests met it", a.s3().hits() + b.s3().hits());
        }
    }

    private void restartOneByOneWithAnotherSchema() throws Exception {
        String schema = Files.readString(Path.of("avro-schemas/transaction.avsc"));
        Path wider = directory.resolve("wider.avsc");
        Files.writeString(
                wider,
                schema.replaceFirst(
                        "\"fields\": \\[",
                        "\"fields\": [{\"name\": \"device_os\", \"type\": [\"null\", \"string\"], \"default\": null,"
                                + " \"etl\": {\"from\": \"/device/os\"}},"));
        restart(a, "SLUICE_SCHEMA_FILE", wider.toString());
        awaitWork(a);
        restart(b, "SLUICE_SCHEMA_FILE", wider.toString());
        awaitWork(b);
        cluster.report("rolling restart with another schema", "a and b stopped cleanly and work");
    }

    private void rebalanceStorm() throws Exception {
        Instance c = cluster.instance("c");
        for (int i = 0; i < 3; i++) {
            c.start();
            await().until(() -> c.metric("sluice_tasks") > 0);
            if (random.nextBoolean()) {
                c.kill();
                kills++;
            } else {
                c.terminate();
            }
        }
        awaitLanding();
        cluster.report("rebalance storm", "c came and went 3 times; a is %s, b is %s", state(a), state(b));
    }

    private void takeTheBrokerAway() throws Exception {
        cluster.broker().kill();
        cluster.broker().restart();
        awaitLanding();
        cluster.report("broker kill -9", "a is %s, b is %s", state(a), state(b));
        cluster.broker().stop();
        cluster.broker().restart();
        awaitLanding();
        cluster.report("broker restarted", "a is %s, b is %s", state(a), state(b));
        cluster.broker().freeze();
        Cluster.letPass(Duration.ofSeconds(5));
        cluster.broker().thaw();
        awaitLanding();
        cluster.report("broker frozen", "a is %s, b is %s", state(a), state(b));
    }

    private void wipeState() throws Exception {
        ensureAlive(a);
        a.kill();
        kills++;
        a.wipe();
        a.start();
        awaitWork(a);
        cluster.report("state of a wiped", "a works");
        for (Instance instance : List.of(a, b)) {
            ensureAlive(instance);
            instance.kill();
            kills++;
            instance.wipe();
        }
        a.start();
        b.start();
        awaitWork(a);
        cluster.report("only the changelog left", "a works");
    }

    /** Another application over the same bucket lands every record again, and touches nothing of the first. */
    private void reset() throws Exception {
        Map<String, String> first = objects();
        cluster.rig().createTopics("second", Cluster.PARTITIONS);
        for (Instance instance : List.of(a, b)) {
            instance.wipe();
            instance.set("SLUICE_APPLICATION_ID", "second");
            instance.set("SLUICE_ROTATE_RECORDS", "20000");
            instance.start();
        }
        awaitWork(a);
        a.kill();
        kills++;
        a.start();
        Verdict verdict = finish("second", first.keySet());
        Map<String, String> now = objects();
        now.keySet().retainAll(first.keySet());
        assertThat(now).as("the first life's objects").isEqualTo(first);
        cluster.report("application reset", "%,d objects more", verdict.objects());
    }

    /** Key, ETag and time of each object. */
    private Map<String, String> objects() {
        Map<String, String> objects = new HashMap<>();
        try (S3Client client = cluster.rig().s3()) {
            client.listObjectsV2Paginator(request -> request.bucket(TransactionRig.BUCKET))
                    .contents()
                    .forEach(object -> objects.put(object.key(), object.eTag() + object.lastModified()));
        }
        return objects;
    }

    /** Waits until all is landed, stops both, and judges. */
    private Verdict finish(String application, Set<String> before) throws Exception {
        Verdict.await(cluster, application, before, List.of(a, b), Patience.SOON);
        assertThat(a.terminate()).as("exit status on SIGTERM").isEqualTo(143);
        assertThat(b.terminate()).as("exit status on SIGTERM").isEqualTo(143);
        Set<String> ids = new HashSet<>();
        Verdict verdict = Verdict.check(
                cluster,
                application,
                before,
                record -> ids.add(record.get("transaction_id").toString()));
        assertThat(verdict.problems()).as("after the end, seed %d", seed).isEmpty();
        assertThat(verdict.landed() + verdict.deadLetters()).isEqualTo(verdict.in());
        assertThat(ids).as("distinct transaction ids").hasSize((int) verdict.landed());
        assertThat(cluster.verify(application)).as("seed %d", seed).isEmpty();
        return verdict;
    }

    private void restart(Instance instance, String variable, String value) throws InterruptedException {
        if (instance.isAlive()) {
            assertThat(instance.terminate()).as("exit status on SIGTERM").isEqualTo(143);
        }
        instance.set(variable, value);
        instance.start();
    }

    /** Ends a process that was frozen: it may be about to give up by itself, for its transaction was aborted. */
    private static void endZombie(Instance instance) throws InterruptedException {
        if (instance.isAlive()) {
            assertThat(instance.terminate()).as("exit status on SIGTERM").isIn(143, 1);
        }
    }

    private void ensureAlive(Instance instance) {
        if (instance.ensureAlive()) {
            cluster.report("(" + instance.name() + " had ended)", "it is started anew");
        }
    }

    private static String state(Instance instance) {
        return instance.isAlive() ? "alive" : "ended, to be started anew";
    }

    /** Waits until this very instance has landed an object. */
    private void awaitWork(Instance instance) throws IOException {
        await().untilAsserted(() -> {
            ensureAlive(instance);
            assertThat(instance.landedObjects())
                    .as("objects landed by %s, seed %d", instance.name(), seed)
                    .isPositive();
        });
    }

    /** Waits until S3 has this very object, while that instance lives. */
    private void awaitAccepted(String key, Instance uploader) {
        await().until(() -> {
            ensureAlive(uploader);
            return cluster.puts().isAccepted(key);
        });
    }

    /** Waits until S3 has an object more, whoever uploads it. */
    private void awaitLanding() {
        int before = cluster.puts().objects();
        await().until(() -> {
            ensureAlive(a);
            ensureAlive(b);
            return cluster.puts().objects() > before;
        });
    }
}
