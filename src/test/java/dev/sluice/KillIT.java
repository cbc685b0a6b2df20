package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.testing.Feeder;
import dev.sluice.testing.Ledger;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a real service process, ten times at random moments while it lands records; then the count.
 *
 * <p>For the second half another process works beside it, so that partitions move at each kill and each start. Every
 * third life's successor finds its local state gone, and has only the changelog. {@code -Dkill.seed=N} replays a run's
 * choices.
 */
class KillIT {

    private static final int KILLS = 10;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void eachTransaction_landsOnceWhenTheProcessIsKilledTenTimes() throws Exception {
        try (TransactionRig rig = new TransactionRig(directory, seed)) {
            try (Feeder feeder = new Feeder(() -> rig.feed(1_000), Duration.ofMillis(400))) {
                killTimes(rig, KILLS / 2);
                rig.produceLateMerchants();
                try (ServiceProcess companion = start(rig, "companion")) {
                    killTimes(rig, KILLS - KILLS / 2);
                    assertThat(companion.terminate())
                            .as("exit status on SIGTERM")
                            .isEqualTo(143);
                }
                feeder.stop();
            }
            finishAndCount(rig);
        }
    }

    private void killTimes(TransactionRig rig, int kills) throws Exception {
        for (int kill = 1; kill <= kills; kill++) {
            try (ServiceProcess service = start(rig, "killed")) {
                await().untilAsserted(() -> {
                    assertThat(service.isAlive())
                            .as("alive; see the log. Seed %d", seed)
                            .isTrue();
                    assertThat(service.landedObjects())
                            .as("at work. Seed %d", seed)
                            .isPositive();
                });
                assertThat(service.endsWithin(random.nextInt(2_000))).isFalse();
                service.kill();
            }
            if (kill % 3 == 0) {
                wipe(rig.stateDirectory().resolve("killed"));
            }
        }
    }

    /** Lets one more process finish the work, and end; then counts. */
    private void finishAndCount(TransactionRig rig) throws InterruptedException {
        Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
        long produced = ends.values().stream().mapToLong(Long::longValue).sum();
        try (ServiceProcess service = start(rig, "killed")) {
            await().pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                assertThat(service.isAlive()).isTrue();
                assertThat(rig.ledger(record -> {}).problems(ends))
                        .as("seed %d", seed)
                        .isEmpty();
            });
            assertThat(service.terminate()).as("exit status on SIGTERM").isEqualTo(143);
        }
        Set<String> ids = new HashSet<>();
        Ledger ledger =
                rig.ledger(record -> ids.add(record.get("transaction_id").toString()));
        assertThat(ledger.problems(ends)).as("after the end, seed %d", seed).isEmpty();
        assertThat(ids).as("distinct transaction ids").hasSize((int) ledger.landed());
        assertThat(ledger.landed() + ledger.deadLetters()).isEqualTo(produced);
        assertThat(ledger.deadLetters()).as("3 % are bad").isBetween(produced / 50, produced / 20);
        assertThat(SluiceCommand.commandLine(rig.environment()).execute("verify"))
                .as("exit status of sluice verify, seed %d", seed)
                .isZero();
        System.out.printf(
                "KillIT: seed %d, %d kills, %,d records in, %,d landed in %d objects, %,d dead letters, 0 lost, 0 doubled%n",
                seed, KILLS, produced, ledger.landed(), ledger.recordsByObject().size(), ledger.deadLetters());
    }

    private ServiceProcess start(TransactionRig rig, String name) {
        Map<String, String> env = rig.environment();
        env.put("SLUICE_STATE_DIRECTORY", rig.stateDirectory().resolve(name).toString());
        env.put("SLUICE_ROTATE_RECORDS", Integer.toString(200 + random.nextInt(1_000)));
        env.put("SLUICE_ROTATE_AGE", (1 + random.nextInt(4)) + "s");
        // As in a rolling deploy, a task comes with open batches that its next owner may not add to.
        env.put("SLUICE_CODEC", random.nextBoolean() ? "zstandard" : "snappy");
        // The longer between commits, the more is sealed and not committed at a kill.
        env.put("KAFKA_COMMIT_INTERVAL_MS", "1000");
        // Else a successor without local state gets no task before the group's next look at it.
        env.put("KAFKA_ACCEPTABLE_RECOVERY_LAG", Long.toString(Long.MAX_VALUE));
        // A killed process blocks its partitions until its session and its transaction have timed out.
        env.put("KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000");
        env.put("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "6000");
        return ServiceProcess.start(env, Path.of("target/kill-it.log"), "-Xmx256m");
    }

    private static void wipe(Path stateDirectory) throws IOException {
        try (Stream<Path> files = Files.walk(stateDirectory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
