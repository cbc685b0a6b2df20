package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.Settings;
import dev.sluice.service.Sluice;
import dev.sluice.testing.MetricsPage;
import dev.sluice.testing.TransactionRig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To Kafka Streams the records of a poll are one, with either group protocol. */
class PollBatchIT {

    private static final int RECORDS = 10_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void records_areFewToKafkaStreams(String groupProtocol) throws Exception {
        try (TransactionRig rig = new TransactionRig(directory, 7)) {
            rig.produceLateMerchants();
            rig.feed(RECORDS);
            Map<String, String> env = rig.environment();
            env.put("KAFKA_GROUP_PROTOCOL", groupProtocol);
            try (Sluice sluice = Sluice.start(Settings.fromEnvironment(env))) {
                await().untilAsserted(() -> assertThat(
                                new MetricsPage(HttpPage.get(sluice, "/metrics")).sum("sluice_records_consumed_total"))
                        .isGreaterThanOrEqualTo(RECORDS));

                assertThat(recordsOfKafkaStreams()).isBetween(1.0, RECORDS / 10.0);
            }
        }
    }

    private static double recordsOfKafkaStreams() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        double records = 0;
        for (ObjectName thread : beans.queryNames(new ObjectName("kafka.streams:type=stream-thread-metrics,*"), null)) {
            // One of these beans has other metrics only.
            for (Attribute processed :
                    beans.getAttributes(thread, new String[] {"process-total"}).asList()) {
                records += (double) processed.getValue();
            }
        }
        return records;
    }
}
