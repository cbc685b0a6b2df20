package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S3 refuses the service's keys: it is not ready and says what to do, once and not at each attempt, and goes on later.
 */
class RevokedKeysIT {

    private static final int RECORDS = 20_000;
    private static final int ATTEMPTS = 20;

    @TempDir
    Path directory;

    @Test
    void everyRecord_landsAfterTheKeysAreTakenAgain() throws Exception {
        Path log = directory.resolve("service.log");
        try (TransactionRig rig = new TransactionRig(directory.resolve("rig"), 41)) {
            Map<String, String> env = rig.environment();
            env.put("SLUICE_ROTATE_AGE", "1s");
            env.put("SLUICE_LOG_LEVEL", "DEBUG"); // which says each attempt
            try (ServiceProcess service = ServiceProcess.start(env, log, "-Xmx256m")) {
                rig.feed(RECORDS);
                await().until(() -> service.landedObjects() > 0);
                rig.revokeS3Keys();
                rig.feed(RECORDS);

                await().until(() -> lines(log, "was answered 403") >= ATTEMPTS);
                awaitBody(service, "/health/ready", "was answered 403", "check the credentials", "s3:PutObject");
                awaitBody(service, "/health/live", "\"ok\"");
                assertThat(lines(log, "ERROR", "was answered 403"))
                        .as("loud, and not at each attempt")
                        .isBetween(1L, ATTEMPTS / 4L);

                rig.stopS3();
                rig.restartS3();
                rig.produceLateMerchants();
                Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
                await().pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(rig.ledger(record -> {}).problems(ends))
                                .isEmpty());
                awaitBody(service, "/health/ready", "\"ok\"");
                await().until(() -> lines(log, "Uploads succeed again") > 0);
            }
        }
    }

    private static void awaitBody(ServiceProcess service, String path, String... texts) {
        await().ignoreException(HttpTimeoutException.class)
                .untilAsserted(() -> assertThat(service.body(path)).contains(texts));
    }

    /** How many lines of the log have all of these words. */
    private static long lines(Path log, String... words) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .count();
    }
}
