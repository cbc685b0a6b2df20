package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

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
                assertThat(service.body("/health/ready"))
                        .contains("was answered 403", "check the credentials", "s3:PutObject");
                assertThat(service.body("/health/live")).contains("\"ok\"");
                assertThat(lines(log, "ERROR", "was answered 403"))
                        .as("loud, and not at each attempt")
                        .isBetween(1L, ATTEMPTS / 4L);

                rig.stopS3();
                rig.restartS3();
                rig.produceLateMerchants();
                Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
                await().pollInterval(Duration.ofSeconds(1))
                        .ignoreException(NoSuchKeyException.class) // s3proxy lists what is being uploaded
                        .untilAsserted(() -> assertThat(rig.ledger(record -> {}).problems(ends))
                                .isEmpty());
                assertThat(service.body("/health/ready")).contains("\"ok\"");
                assertThat(Files.readString(log)).contains("Uploads succeed again");
            }
        }
    }

    /** How many lines of the log have all of these words. */
    private static long lines(Path log, String... words) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .count();
    }
}
