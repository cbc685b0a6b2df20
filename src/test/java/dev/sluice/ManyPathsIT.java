package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.Ledger;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionGenerator;
import dev.sluice.testing.TransactionGenerator.Mix;
import dev.sluice.testing.TransactionRig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Event times over thousands of hours in each of four partitions, one record here and the next there, and a heap of
 * 256 MiB. {@code -Dabsurd.paths=N} and {@code -Dabsurd.batches=N} make the absurd case larger.
 */
class ManyPathsIT {

    private static final int PARTITIONS = 4;
    private static final int PATHS = 2_000;
    private static final int RECORDS_PER_OBJECT = 25;
    private static final int ABSURD_PATHS = Integer.getInteger("absurd.paths", 750);
    private static final int MAX_BATCHES = Integer.getInteger("absurd.batches", 500);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void objects_haveTheirFullSizeWhenThousandsOfPathsAreOpen() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                TransactionRig rig = new TransactionRig(directory, 5, kafka.bootstrapServers(), PARTITIONS)) {
            rig.produceLateMerchants();
            feed(rig, PATHS, RECORDS_PER_OBJECT);
            Map<String, String> env = rig.environment();
            env.put("SLUICE_ROTATE_RECORDS", Integer.toString(RECORDS_PER_OBJECT));
            env.put("SLUICE_ROTATE_AGE", "1h");
            env.put("KAFKA_COMMIT_INTERVAL_MS", "2000");
            int objects = PARTITIONS * PATHS;
            try (ServiceProcess service = start(env)) {
                await().atMost(Duration.ofMinutes(20))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> {
                            assertThat(service.isAlive())
                                    .as("alive; see the log")
                                    .isTrue();
                            assertThat(service.landedObjects()).isEqualTo(objects);
                        });
                await().untilAsserted(
                                () -> assertThat(service.metric("sluice_batches_sealed_total{reason=\"records\"}"))
                                        .as("sealed by the rotation")
                                        .isEqualTo(objects));
                assertThat(service.terminate()).isEqualTo(143);
            }
            Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
            Ledger ledger = rig.ledger(record -> {});
            assertThat(ledger.problems(ends)).isEmpty();
            assertThat(ledger.recordsByObject())
                    .hasSize(objects)
                    .values()
                    .allSatisfy(records -> assertThat(records).isEqualTo(RECORDS_PER_OBJECT));
        }
    }

    @Test
    void service_livesOnWithMorePathsThanItsBoundAndAnOutageBeside() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                TransactionRig rig = new TransactionRig(directory, 6, kafka.bootstrapServers(), PARTITIONS)) {
            rig.produceLateMerchants();
            feed(rig, ABSURD_PATHS, 2);
            rig.stopS3();
            Map<String, String> env = rig.environment();
            env.put("SLUICE_MAX_BATCHES", Integer.toString(MAX_BATCHES));
            env.put("SLUICE_ROTATE_AGE", "1m");
            try (ServiceProcess service = start(env)) {
                await().untilAsserted(() -> {
                    assertThat(service.isAlive()).as("alive; see the log").isTrue();
                    assertThat(service.metric("sluice_intake_paused")).isOne();
                });
                await().untilAsserted(
                                () -> assertThat(service.metric("sluice_batches_sealed_total{reason=\"open_batches\"}"))
                                        .isGreaterThan(MAX_BATCHES));
                // A task without any opens its first beyond the bound. Others then seal theirs, but not in a pause.
                assertThat(await().until(() -> service.metric("sluice_batches_open"), open -> open > 0))
                        .isLessThan(MAX_BATCHES + PARTITIONS);
                rig.restartS3();
                double records = PARTITIONS * ABSURD_PATHS * 2;
                await().atMost(Duration.ofMinutes(20))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(service.metric("sluice_records_landed_total"))
                                .isEqualTo(records));
                assertThat(service.terminate()).isEqualTo(143);
            }
            assertThat(rig.ledger(record -> {}).problems(rig.topics().ends(TransactionRig.INPUT)))
                    .isEmpty();
        }
    }

    private static ServiceProcess start(Map<String, String> env) {
        return ServiceProcess.start(
                env,
                Path.of("target/many-paths-it.log"),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:gc:file=target/many-paths-gc.log");
    }

    /** Each path's next record in each partition, again and again. */
    private static void feed(TransactionRig rig, int paths, int recordsPerPath) {
        TransactionGenerator generator = new TransactionGenerator(5, new Mix(0, 0, Duration.ZERO), START);
        try (CheckedProducer producer = rig.topics().producer()) {
            for (int i = 0; i < recordsPerPath * paths; i++) {
                Instant eventTime = START.plus(Duration.ofHours(i % paths));
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    byte[] value = generator.next().value();
                    producer.send(new ProducerRecord<>(TransactionRig.INPUT, partition, null, at(eventTime, value)));
                }
            }
        }
    }

    private static byte[] at(Instant eventTime, byte[] transaction) {
        return new String(transaction, StandardCharsets.UTF_8)
                .replaceFirst("\"event_time\":\"[^\"]*\"", "\"event_time\":\"" + eventTime + '"')
                .getBytes(StandardCharsets.UTF_8);
    }
}
