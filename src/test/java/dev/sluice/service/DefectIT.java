package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Byteman;
import dev.sluice.testing.Patience;
import dev.sluice.testing.ServiceProcess;
import dev.sluice.testing.TransactionRig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defect in the middle of a batch's change of state ends the process, and its successor finds every record once. */
class DefectIT {

    private static final int RECORDS = 3_000;
    private static final Path LOG = Path.of("target", "defect-it.log");
    private static final Path RULES = Path.of("src/test/resources/defect.btm");

    @TempDir
    Path directory;

    @Test
    void successor_findsEveryRecordOnceAfterADefect() throws Exception {
        Files.deleteIfExists(LOG); // of an earlier run
        try (TransactionRig rig = new TransactionRig(directory, 17)) {
            Map<String, String> env = rig.environment();
            env.put("SLUICE_ROTATE_AGE", "1s");
            env.put("SLUICE_RETRY_BACKOFFS", "500ms");
            rig.feed(RECORDS);
            try (ServiceProcess defective = ServiceProcess.start(env, LOG, "-Xmx256m", Byteman.jvmOption(RULES))) {
                assertThat(defective.endsWithin(Patience.SOON.toMillis()))
                        .as("ends by itself; see %s", LOG)
                        .isTrue();
                assertThat(defective.exitStatus()).isOne();
            }
            assertThat(Files.readString(LOG)).contains("DEFECT", "java.lang.IllegalStateException: planted by a test");

            try (ServiceProcess successor = ServiceProcess.start(env, LOG, "-Xmx256m")) {
                Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
                await().pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(rig.ledger(record -> {}).problems(ends))
                                .isEmpty());
                assertThat(successor.body("/health/live")).contains("\"ok\"");
                assertThat(rig.ledger(record -> {}).deadLettersByReason()).doesNotContainKey("internal_error");
            }
        }
    }
}
