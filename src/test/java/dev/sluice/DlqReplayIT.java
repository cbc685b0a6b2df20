package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.testing.Ledger;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than 10,000 dead letters of a broken mapping, replayed by {@code sluice dlq replay} under the right one while
 * the service works; the replay is ended twice by {@code kill -9} when it is under way.
 */
class DlqReplayIT {

    /** Three in a hundred are broken themselves, and dead letters again after the replay. */
    private static final int TRANSACTIONS = 10_600;

    private static final Path LOG = Path.of("target/dlq-replay-it.log");

    @TempDir
    Path directory;

    @Test
    void eachDeadLetter_landsOnceWhenItsReplayIsKilledTwice() throws Exception {
        try (TransactionRig rig = new TransactionRig(directory, 5)) {
            rig.produceLateMerchants();
            rig.feed(TRANSACTIONS);
            Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
            deadLetterAll(rig, ends);

            try (ServiceProcess service = start(rig, Map.of())) {
                killWhenReplayed(rig, 1_500);
                assertThat(verify(rig)).as("verify after the first kill").isZero();
                killWhenReplayed(rig, 4_000);
                verifyWhileTheRestIsReplayed(rig);
                await().pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(rig.ledger(record -> {}).problems(ends))
                                .isEmpty());
                assertThat(service.terminate()).isEqualTo(143);
            }
            count(rig, ends);
        }
    }

    /** A mapping that reads a member that no transaction has; whoever wrote it mistyped its name. */
    private void deadLetterAll(TransactionRig rig, Map<TopicPartition, Long> ends) throws Exception {
        Path broken = directory.resolve("broken.avsc");
        String schema = Files.readString(Path.of("avro-schemas/transaction.avsc"));
        String field = "\"doc\": \"The account that pays.\",";
        assertThat(schema).contains(field);
        Files.writeString(broken, schema.replace(field, field + " \"etl\": {\"from\": \"/accountId\"},"));
        try (ServiceProcess service = start(rig, Map.of("SLUICE_SCHEMA_FILE", broken.toString()))) {
            await().pollInterval(Duration.ofSeconds(1))
                    .until(() -> !service.isAlive()
                            || rig.ledger(record -> {}).problems(ends).isEmpty());
            assertThat(service.terminate()).isEqualTo(143);
        }
        assertThat(rig.ledger(record -> {}).deadLetters()).isEqualTo(TRANSACTIONS);
    }

    private static ServiceProcess start(TransactionRig rig, Map<String, String> settings) {
        Map<String, String> env = environment(rig);
        env.putAll(settings);
        return ServiceProcess.start(env, LOG, "-Xmx256m");
    }

    private static Map<String, String> environment(TransactionRig rig) {
        Map<String, String> env = rig.environment();
        env.put("SLUICE_ROTATE_RECORDS", "1000");
        env.put("SLUICE_ROTATE_AGE", "2s");
        // A killed replay's transaction holds up the readers of the retry topic until it has timed out.
        env.put("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "6000");
        return env;
    }

    /** Slow enough to be looked at, on a busy machine, while it is at work. */
    private static ServiceProcess replay(TransactionRig rig) {
        return ServiceProcess.startCommand(
                environment(rig), LOG, "dlq", "replay", "--field", "account_id", "--rate", "500");
    }

    private static void killWhenReplayed(TransactionRig rig, long letters) throws InterruptedException {
        try (ServiceProcess replay = replay(rig)) {
            await().pollInterval(Duration.ofMillis(100)).until(() -> !replay.isAlive() || replayed(rig) >= letters);
            assertThat(replay.isAlive()).as("at work when it is killed").isTrue();
            replay.kill();
        }
        assertThat(replayed(rig)).as("replayed at the kill").isBetween(letters, 10_000L);
    }

    /** How many letters have come to the retry topic; nothing else does, for no row of a lookup table is missing. */
    private static long replayed(TransactionRig rig) {
        long[] records = new long[1];
        rig.topics().readCommitted("sluice.retries", record -> records[0]++);
        return records[0];
    }

    private static int verify(TransactionRig rig) {
        return SluiceCommand.commandLine(environment(rig)).execute("verify");
    }

    private static void verifyWhileTheRestIsReplayed(TransactionRig rig) throws InterruptedException {
        try (ServiceProcess replay = replay(rig)) {
            int verified = 0;
            do {
                assertThat(verify(rig)).as("verify beside the replay").isZero();
                verified += replay.isAlive() ? 1 : 0;
            } while (!replay.endsWithin(0));
            assertThat(replay.exitStatus()).isZero();
            assertThat(verified).as("verdicts given during the replay").isPositive();
        }
    }

    private static void count(TransactionRig rig, Map<TopicPartition, Long> ends) {
        Set<String> ids = new HashSet<>();
        Ledger ledger =
                rig.ledger(record -> ids.add(record.get("transaction_id").toString()));
        assertThat(ledger.problems(ends)).isEmpty();
        assertThat(ledger.landed()).isGreaterThan(10_000);
        assertThat(ids).as("distinct transaction ids").hasSize((int) ledger.landed());
        assertThat(ledger.landed() + ledger.deadLetters()).isEqualTo(TRANSACTIONS);
        assertThat(replayed(rig)).as("no letter went back twice").isLessThan(TRANSACTIONS);
        assertThat(verify(rig)).as("exit status of sluice verify").isZero();
        System.out.printf(
                "DlqReplayIT: %,d dead letters, %,d replayed in three runs, two of them killed; %,d landed in %d objects, %,d"
                        + " dead letters again or still, 0 lost, 0 doubled%n",
                TRANSACTIONS,
                replayed(rig),
                ledger.landed(),
                ledger.recordsByObject().size(),
                ledger.deadLetters());
    }
}
