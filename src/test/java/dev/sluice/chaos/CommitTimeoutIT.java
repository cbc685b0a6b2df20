package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TransactionRig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A commit gets no answer in time, nor does its repetition: it never reached the broker, or the answer is late. Kafka
 * Streams would begin its tasks anew behind the records that were in it. Or it comes when the broker has aborted the
 * transaction, which Kafka Streams takes for a defect.
 */
class CommitTimeoutIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "commit-timeout, classic",
        "commit-timeout, streams",
        "commit-unanswered, classic",
        "commit-late, classic"
    })
    void tasksBeginAnew_andTheProcessGoesOn(String rules, String protocol) throws Exception {
        Path logs = Path.of("target", rules + "-" + protocol);
        try (Cluster cluster = new Cluster(directory, logs, 1, protocol)) {
            cluster.rig().produceLateMerchants();
            Instance instance = cluster.instance("a");
            // How long a commit waits for its answer: 10 seconds more, at least, than a transaction may take.
            instance.set("KAFKA_PRODUCER_MAX_BLOCK_MS", "16000");
            instance.set("KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "6000"); // on a busy machine one takes seconds
            instance.startWithRules(Path.of("src/test/resources", rules + ".btm"));

            cluster.withEvidence(() -> cluster.feedPast("COMMIT TIMEOUT", instance));

            assertThat(Files.readString(instance.log())).contains("the stream thread is replaced");
            assertThat(instance.terminate())
                    .as("exit status of the first process, on SIGTERM")
                    .isEqualTo(143);
            assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
        }
    }
}
