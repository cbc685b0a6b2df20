package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.Settings;
import dev.sluice.service.Sluice;
import dev.sluice.testing.MetricsPage;
import dev.sluice.testing.TransactionRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S3 goes away at full input rate, for longer than a member may stay away from its group: intake pauses, readiness says
 * why, the group does not rebalance, and all of it lands once S3 is back.
 */
class OutageIT {

    private static final int BATCHES = 20;
    private static final int RECORDS = 10_000;
    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(12);
    private static final String REBALANCES = "sluice_kafka_consumer_rebalances_total";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void intake_pausesWhileS3IsDownAndResumesByItself(String groupProtocol) throws Exception {
        try (TransactionRig rig = new TransactionRig(directory, 7)) {
            rig.produceLateMerchants();
            rig.stopS3();
            Map<String, String> env = rig.environment();
            env.put("SLUICE_ROTATE_RECORDS", "1000");
            env.put("SLUICE_ROTATE_AGE", "2s");
            env.put("SLUICE_BACKLOG_BYTES", "512KiB");
            env.put("KAFKA_MAIN_CONSUMER_MAX_POLL_RECORDS", "200");
            env.put("KAFKA_GROUP_PROTOCOL", groupProtocol);
            env.put("KAFKA_MAIN_CONSUMER_MAX_POLL_INTERVAL_MS", Long.toString(MAX_POLL_INTERVAL.toMillis()));
            try (Sluice sluice = Sluice.start(Settings.fromEnvironment(env))) {
                for (int i = 0; i < BATCHES; i++) {
                    rig.feed(RECORDS);
                }
                await().untilAsserted(() -> assertThat(HttpPage.get(sluice, "/health/ready"))
                        .contains("intake is paused by backpressure until the backlog has been uploaded to S3"));
                assertThat(HttpPage.get(sluice, "/health/live")).contains("\"ok\"");
                double consumed = counter(sluice, "sluice_records_consumed_total");
                assertThat(consumed).as("intake stopped on the way").isBetween(1.0, BATCHES * RECORDS - 1.0);
                double rebalances = counter(sluice, REBALANCES);
                assertThat(rebalances).as("joined the group").isPositive();
                await().during(MAX_POLL_INTERVAL.plusSeconds(6)).untilAsserted(() -> {
                    assertThat(counter(sluice, REBALANCES)).isEqualTo(rebalances);
                    assertThat(counter(sluice, "sluice_intake_paused")).isOne();
                });

                rig.restartS3();
                Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
                await().pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(rig.ledger(record -> {}).problems(ends))
                                .isEmpty());
                await().untilAsserted(() ->
                        assertThat(HttpPage.get(sluice, "/health/ready")).contains("\"ok\""));
                assertThat(counter(sluice, REBALANCES)).isEqualTo(rebalances);
            }
        }
    }

    private static double counter(Sluice sluice, String name) throws Exception {
        return new MetricsPage(HttpPage.get(sluice, "/metrics")).sum(name);
    }
}
