package dev.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.FailureReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicrometerMetricsTest {

    private final MicrometerMetrics metrics = new MicrometerMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void scrape_holdsTheRecordEquationWhenRecordsMoved() {
        metrics.consumed(11);
        metrics.pending(7);
        metrics.deadLettered(FailureReason.INEXACT);
        metrics.retried(FailureReason.LOOKUP_PENDING);
        metrics.objectLanded(5, 4096, Duration.ofSeconds(2), Duration.ofSeconds(-3));
        metrics.pending(-5);
        metrics.ignored(2);

        assertThat(metrics.scrape())
                .contains(
                        "sluice_records_consumed_total 11.0",
                        "sluice_records_pending 2.0",
                        "sluice_records_dead_lettered_total{reason=\"inexact\"} 1.0",
                        "sluice_records_retried_total{reason=\"lookup_pending\"} 1.0",
                        "sluice_records_landed_total 5.0",
                        "sluice_records_ignored_total 2.0",
                        "sluice_objects_landed_total 1.0",
                        "sluice_landed_bytes_total 4096.0",
                        "sluice_seal_to_land_seconds_bucket{le=\"5.0\"} 1",
                        "sluice_event_time_to_land_seconds_sum 0.0");
    }

    @Test
    void scrape_holdsZeroForEachReasonBeforeAnyFailure() {
        String scrape = metrics.scrape();

        for (FailureReason reason : FailureReason.values()) {
            assertThat(scrape).contains("sluice_records_dead_lettered_total{reason=\"" + reason.label() + "\"} 0.0");
        }
    }

    @Test
    void scrape_holdsTheEdgesWhenTheyReport() {
        metrics.batchSealed("age");
        metrics.s3Request("put", "conflict", Duration.ofMillis(500));
        metrics.intakePaused(true);
        metrics.openBatches(5);
        metrics.bufferBytes(3, 64);

        assertThat(metrics.scrape())
                .contains(
                        "sluice_batches_sealed_total{reason=\"age\"} 1.0",
                        "sluice_s3_request_seconds_sum{operation=\"put\",outcome=\"conflict\"} 0.5",
                        "sluice_intake_paused 1.0",
                        "sluice_batches_open 5.0",
                        "sluice_buffer_used_bytes 3.0",
                        "sluice_buffer_budget_bytes 64.0",
                        "jvm_memory_used_bytes");
    }

    @Test
    void lookupRows_followsTheLaterSupplierWhenATableIsRegisteredTwice() {
        metrics.lookupRows("rates", () -> 1);
        metrics.lookupRows("rates", () -> 2);

        assertThat(metrics.scrape()).contains("sluice_lookup_rows{table=\"rates\"} 2.0");
    }

    @Test
    void scrape_holdsKafkasOwnMetricsWhenBound(@TempDir Path stateDirectory) {
        Properties properties = new Properties();
        properties.put("application.id", "metrics-test");
        properties.put("bootstrap.servers", "127.0.0.1:1");
        properties.put("state.dir", stateDirectory.toString());
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream("input").foreach((key, value) -> {});
        try (KafkaStreams streams = new KafkaStreams(topology.build(), properties)) {
            metrics.bindTo(streams);

            assertThat(metrics.scrape()).contains("kafka_");
        }
    }
}
