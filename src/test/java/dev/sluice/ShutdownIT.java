package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.BrokerProcess;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM while what the service needs does not answer: it ends in time all the same, and its successor misses nothing.
 */
class ShutdownIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * For what is closed after the streams, 5 seconds at most, and for a busy machine. What is not bounded waits longer:
     * Kafka's clients a minute.
     */
    private static final Duration MARGIN = Duration.ofSeconds(25);

    private static final int RECORDS = 20_000;

    @TempDir
    Path directory;

    @Test
    void service_endsInTimeWhenS3AcceptsConnectionsAndAnswersNothing() throws Exception {
        try (TransactionRig rig = new TransactionRig(directory, 11);
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> env = environment(rig);
            env.put("SLUICE_S3_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort());
            try (ServiceProcess service = start(env)) {
                rig.feed(RECORDS);
                await().until(() -> service.metric("sluice_batches_waiting") > 0); // for an upload's answer
                assertEndsInTime(service);
            }
            assertNothingIsMissing(rig);
        }
    }

    @Test
    void service_endsInTimeWhenTheBrokerIsGone() throws Exception {
        try (BrokerProcess broker =
                        new BrokerProcess(directory.resolve("kafka"), Path.of("target/shutdown-kafka.log"));
                TransactionRig rig = new TransactionRig(directory, 12, broker.bootstrapServers(), 3)) {
            rig.feed(RECORDS);
            try (ServiceProcess service = start(environment(rig))) {
                awaitWork(service);
                broker.kill();
                assertEndsInTime(service);
            }
            broker.restart();
            assertNothingIsMissing(rig);
        }
    }

    @Test
    void service_endsInTimeWhenTheBrokerAnswersNothing() throws Exception {
        try (BrokerProcess broker =
                        new BrokerProcess(directory.resolve("kafka"), Path.of("target/shutdown-kafka.log"));
                TransactionRig rig = new TransactionRig(directory, 13, broker.bootstrapServers(), 3)) {
            rig.feed(RECORDS);
            try (ServiceProcess service = start(environment(rig))) {
                awaitWork(service);
                broker.freeze();
                assertEndsInTime(service);
            }
            broker.thaw();
            assertNothingIsMissing(rig);
        }
    }

    private static Map<String, String> environment(TransactionRig rig) {
        Map<String, String> env = rig.environment();
        env.put("SLUICE_ROTATE_RECORDS", "500");
        env.put("SLUICE_ROTATE_AGE", "2s");
        env.put("SLUICE_RETRY_BACKOFFS", "2s,4s,8s"); // the count at the end waits for them
        env.put("SLUICE_SHUTDOWN_TIMEOUT", TIMEOUT.toSeconds() + "s");
        env.put("KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000");
        env.put("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "6000");
        return env;
    }

    private static ServiceProcess start(Map<String, String> env) {
        return ServiceProcess.start(env, Path.of("target/shutdown-it.log"), "-Xmx256m");
    }

    private static void awaitWork(ServiceProcess service) {
        await().untilAsserted(() -> assertThat(service.landedObjects()).isPositive());
    }

    private static void assertEndsInTime(ServiceProcess service) throws InterruptedException {
        long start = System.nanoTime();
        int status = service.terminate();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("ShutdownIT: ended after %d ms, status %d%n", took.toMillis(), status);
        assertThat(took).isLessThan(TIMEOUT.plus(MARGIN));
        assertThat(status).as("exit status on SIGTERM").isEqualTo(143);
    }

    private static void assertNothingIsMissing(TransactionRig rig) throws InterruptedException {
        rig.produceLateMerchants();
        Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
        try (ServiceProcess successor = start(environment(rig))) {
            await().pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() ->
                            assertThat(rig.ledger(record -> {}).problems(ends)).isEmpty());
            assertThat(successor.terminate()).isEqualTo(143);
        }
    }
}
