package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.HttpPage;
import dev.sluice.batch.Backlog;
import dev.sluice.config.Settings;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.TimestampBounds;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.Uploader;
import dev.sluice.testing.FailingBudget;
import dev.sluice.testing.InMemoryObjectStore;
import dev.sluice.testing.Patience;
import dev.sluice.testing.TransactionRig;
import dev.sluice.topology.SharedServices;
import dev.sluice.topology.TaskRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defect in the middle of a batch's change of state ends the client, and its successor finds every record once. */
class DefectIT {

    private static final int RECORDS = 3_000;

    @TempDir
    Path directory;

    @Test
    void everyRecord_isInOnePlaceWhenTheBatchesThrewInAnEarlierLife() throws Exception {
        try (TransactionRig rig = new TransactionRig(directory, 17)) {
            Map<String, String> env = rig.environment();
            env.put("SLUICE_ROTATE_AGE", "1s");
            env.put("SLUICE_RETRY_BACKOFFS", "500ms");
            rig.feed(RECORDS);
            Settings settings = Settings.fromEnvironment(env);
            assertThat(failure(settings)).hasRootCauseInstanceOf(FailingBudget.Defect.class);

            try (Sluice sluice = Sluice.start(settings)) {
                Map<TopicPartition, Long> ends = rig.topics().ends(TransactionRig.INPUT);
                await().pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(rig.ledger(record -> {}).problems(ends))
                                .isEmpty());
                assertThat(HttpPage.get(sluice, "/health/live")).contains("\"ok\"");
                assertThat(rig.ledger(record -> {}).deadLettersByReason()).doesNotContainKey("internal_error");
            }
        }
    }

    /** What ended the client of a topology that fails when it has appended 1,000 records. */
    private static Throwable failure(Settings settings) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (Uploader uploader = new Uploader(new InMemoryObjectStore(), 1, SluiceMetrics.NONE)) {
            Topology topology = ServiceTopology.of(
                    settings,
                    ConfiguredMapping.compile(settings),
                    new MessageLimits(1_000_000, 1_000_000, TimestampBounds.DEFAULT),
                    new SharedServices(
                            uploader,
                            new FailingBudget(1_000),
                            new Backlog(
                                    settings.batching().backlogBytes(),
                                    settings.batching().maxBatches()),
                            SluiceMetrics.NONE,
                            new TaskRegistry()));
            KafkaStreams streams = new KafkaStreams(topology, settings.kafka().streams());
            try {
                streams.setUncaughtExceptionHandler(e -> {
                    failure.complete(e);
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
                streams.start();
                return failure.orTimeout(Patience.SOON.toSeconds(), TimeUnit.SECONDS)
                        .join();
            } finally {
                streams.close();
            }
        }
    }
}
