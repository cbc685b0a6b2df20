package dev.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.header.SealReason;
import dev.sluice.failure.FailureReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {

    private static final String MAIN = "sluice-1-StreamThread-1-consumer";

    private final MicrometerMetrics metrics = new MicrometerMetrics();
    private final Metrics kafka = new Metrics();

    @AfterEach
    void close() {
        kafka.close();
        metrics.close();
    }

    @Test
    void scrape_holdsTheRecordEquationWhenRecordsMoved() {
        metrics.consumed(11);
        metrics.pending(7);
        metrics.deadLettered(FailureReason.INEXACT, 1);
        metrics.retried(FailureReason.LOOKUP_PENDING, 1);
        metrics.objectLanded(5, 7, 4096, Duration.ofSeconds(2), Duration.ofSeconds(-3));
        metrics.pending(-5);
        metrics.ignored(2);

        assertThat(metrics.scrape())
                .contains(
                        "sluice_records_consumed_total 11.0",
                        "sluice_records_pending 2.0",
                        "sluice_records_dead_lettered_total{reason=\"inexact\"} 1.0",
                        "sluice_records_retried_total{reason=\"lookup_pending\"} 1.0",
                        "sluice_records_landed_total 5.0",
                        "sluice_rows_landed_total 7.0",
                        "sluice_records_ignored_total 2.0",
                        "sluice_objects_landed_total 1.0",
                        "sluice_object_bytes_bucket{le=\"16384.0\"} 1",
                        "sluice_object_bytes_sum 4096.0",
                        "sluice_object_records_bucket{le=\"1.0\"} 0",
                        "sluice_object_records_bucket{le=\"10.0\"} 1",
                        "sluice_sealed_to_landed_seconds_bucket{le=\"2.0\"} 1",
                        "sluice_freshness_seconds_sum 0.0");
        assertThat(metrics.deadLetters()).containsExactly(Map.entry("inexact", 1L));
    }

    @Test
    void scrape_holdsZeroForEachReasonBeforeAnyFailure() {
        String scrape = metrics.scrape();

        for (FailureReason reason : FailureReason.values()) {
            assertThat(scrape).contains("sluice_records_dead_lettered_total{reason=\"" + reason.label() + "\"} 0.0");
        }
        for (SealReason reason : SealReason.values()) {
            assertThat(scrape).contains("sluice_batches_sealed_total{reason=\"" + reason.label() + "\"} 0.0");
        }
        assertThat(scrape).contains("sluice_s3_requests_total{operation=\"put\",status=\"5xx\"} 0.0");
    }

    @Test
    void scrape_holdsTheEdgesWhenTheyReport() {
        metrics.batchesSealed(SealReason.AGE.label(), 2);
        metrics.s3RequestSent();
        metrics.s3RequestSent();
        metrics.s3RequestEnded(S3Operation.PUT, S3Status.of(412), Duration.ofMillis(500));
        metrics.follow(Metric.BUFFER_USED, () -> 3);
        metrics.bindJvm();

        assertThat(metrics.scrape())
                .contains(
                        "sluice_batches_sealed_total{reason=\"age\"} 2.0",
                        "sluice_s3_requests_total{operation=\"put\",status=\"412\"} 1.0",
                        "sluice_s3_request_duration_seconds_sum{operation=\"put\"} 0.5",
                        "sluice_s3_requests_in_flight 1.0",
                        "sluice_buffer_used_bytes 3.0",
                        "jvm_memory_used_bytes");
    }

    @Test
    void lookupTable_followsTheLaterSuppliersWhenATableIsRegisteredTwice() {
        metrics.lookupTable("rates", () -> 1, () -> -1);
        assertThat(metrics.scrape()).contains("sluice_lookup_age_seconds{table=\"rates\"} NaN");

        metrics.lookupTable("rates", () -> 2, () -> Long.MAX_VALUE);
        assertThat(metrics.scrape())
                .contains("sluice_lookup_rows{table=\"rates\"} 2.0", "sluice_lookup_age_seconds{table=\"rates\"} 0.0");
    }

    @Test
    void scrape_holdsNothingOfTheJvmUnlessItIsBound() {
        assertThat(metrics.scrape()).doesNotContain("jvm_");
    }

    @Test
    void sealReasons_areThoseOfTheBatches() {
        assertThat(Label.SEAL_REASON.known())
                .containsExactly(Arrays.stream(SealReason.values())
                        .map(SealReason::label)
                        .toArray(String[]::new));
    }

    @Test
    void report_isRefusedWhenItDoesNotFitTheDeclaration() {
        assertThatThrownBy(() -> metrics.add(Metric.RECORDS_RETRIED, 1))
                .hasMessageContaining("RECORDS_RETRIED has 1 labels");
        assertThatThrownBy(() -> metrics.record(Metric.RECORDS_CONSUMED, 1)).hasMessageContaining("not a HISTOGRAM");
        assertThatThrownBy(() -> metrics.add(Metric.FRESHNESS, 1)).hasMessageContaining("not a COUNTER");
    }

    private void kafka(double value, String group, String name, String... tags) {
        MetricName metric = kafka.metricName(name, group, "", tags);
        kafka.addMetric(metric, (Gauge<Double>) (config, now) -> value);
    }

    @Test
    void scrape_holdsKafkasMetricsPutTogetherForTheProcess() {
        String fetches = "consumer-fetch-manager-metrics";
        kafka(10, fetches, "records-lag", "client-id", MAIN, "topic", "in", "partition", "0");
        kafka(5, fetches, "records-lag", "client-id", MAIN, "topic", "in", "partition", "1");
        kafka(99, fetches, "records-lag", "client-id", "x-restore-consumer", "topic", "in", "partition", "1");
        kafka(7, fetches, "records-consumed-total", "client-id", MAIN);
        kafka(7, fetches, "records-consumed-total", "client-id", MAIN, "topic", "in");
        kafka(0.5, "stream-thread-metrics", "process-ratio", "thread-id", "1");
        kafka(0.1, "stream-thread-metrics", "process-ratio", "thread-id", "2");
        kafka(1500, "stream-thread-metrics", "commit-latency-max", "thread-id", "1");
        kafka(Double.NaN, "stream-thread-metrics", "commit-latency-max", "thread-id", "2");
        kafka(3e9, "producer-metrics", "txn-commit-time-ns-total", "client-id", "p");
        kafka(1, "producer-metrics", "a-metric-that-is-not-passed-on", "client-id", "p");
        metrics.bindKafka(() -> kafka.metrics().values(), List.of("in", "retries"));

        assertThat(metrics.scrape())
                .contains(
                        "sluice_kafka_consumer_lag_records{topic=\"in\"} 15.0",
                        "sluice_kafka_consumer_lag_records{topic=\"retries\"} 0.0",
                        "sluice_kafka_consumer_fetched_records_total 7.0",
                        "sluice_kafka_streams_time_ratio{activity=\"process\"} 0.3",
                        "sluice_kafka_streams_commit_latency_max_seconds 1.5",
                        "sluice_kafka_producer_commit_seconds_total 3.0")
                .doesNotContain("not_passed_on");
    }
}
