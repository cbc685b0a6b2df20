package dev.sluice.metrics;

import dev.sluice.metrics.Metric.Type;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.MetricName;

/**
 * The metrics of Kafka Streams and its clients that Sluice exposes. Kafka keeps thousands, by client, task, store, topic
 * and partition; each of these few merges the values of the whole process.
 */
enum KafkaMetric {
    THREADS_ALIVE("streams.threads.alive", Type.GAUGE, "Live stream threads", "stream-metrics/alive-stream-threads"),
    THREADS_FAILED(
            "streams.threads.failed",
            Type.COUNTER,
            "Failed stream threads; a thread is replaced after a late or timed-out commit or a corrupted state, and ends the"
                    + " process after any other failure",
            "stream-metrics/failed-stream-threads"),
    TIME_RATIO(
            "streams.time.ratio",
            Type.GAUGE,
            "Share of the stream threads' time spent on an activity, averaged over threads",
            "stream-thread-metrics/poll-ratio",
            "stream-thread-metrics/process-ratio",
            "stream-thread-metrics/punctuate-ratio",
            "stream-thread-metrics/commit-ratio"),
    COMMITS("streams.commits", Type.COUNTER, "Commits of the stream threads", "stream-thread-metrics/commit-total"),
    COMMIT_LATENCY(
            "streams.commit.latency.max.seconds",
            Type.GAUGE,
            "Slowest commit of the last 30 seconds or so",
            "stream-thread-metrics/commit-latency-max"),
    RESTORE_REMAINING(
            "streams.restore.remaining.records",
            Type.GAUGE,
            "Changelog records not yet restored",
            "stream-task-metrics/restore-remaining-records-total"),
    ROCKSDB_MEMORY(
            "streams.rocksdb.memory.bytes",
            Type.GAUGE,
            "Memory of RocksDB outside the heap, all stores together",
            "stream-state-metrics/block-cache-usage"),
    ROCKSDB_DISK(
            "streams.rocksdb.disk.bytes",
            Type.GAUGE,
            "Size of RocksDB's files in the state directory",
            "stream-state-metrics/total-sst-files-size"),

    CONSUMER_LAG(
            "consumer.lag.records",
            Type.GAUGE,
            "Records not yet fetched from the partitions of this process",
            "consumer-fetch-manager-metrics/records-lag"),
    FETCHED_RECORDS(
            "consumer.fetched.records",
            Type.COUNTER,
            "Records fetched from the input topics and the retry topic",
            "consumer-fetch-manager-metrics/records-consumed-total"),
    FETCHED_BYTES(
            "consumer.fetched.bytes",
            Type.COUNTER,
            "Bytes fetched from the input topics and the retry topic",
            "consumer-fetch-manager-metrics/bytes-consumed-total"),
    ASSIGNED_PARTITIONS(
            "consumer.assigned.partitions",
            Type.GAUGE,
            "Partitions of the input topics and the retry topic assigned to this process",
            "consumer-coordinator-metrics/assigned-partitions"),
    REBALANCES(
            "consumer.rebalances",
            Type.COUNTER,
            "Rebalances; every stream thread that takes part counts one",
            "consumer-coordinator-metrics/rebalance-total"),
    LAST_POLL_AGE(
            "consumer.last.poll.age.seconds",
            Type.GAUGE,
            "Longest time since any stream thread last polled",
            "consumer-metrics/last-poll-seconds-ago"),

    SENT_RECORDS("producer.sent.records", Type.COUNTER, "Records sent to Kafka", "producer-metrics/record-send-total"),
    SENT_BYTES("producer.sent.bytes", Type.COUNTER, "Bytes sent to Kafka", "producer-metrics/outgoing-byte-total"),
    RECORD_ERRORS(
            "producer.record.errors",
            Type.COUNTER,
            "Records that brokers refused",
            "producer-metrics/record-error-total"),
    RECORD_RETRIES(
            "producer.record.retries",
            Type.COUNTER,
            "Records sent again after a failed attempt",
            "producer-metrics/record-retry-total"),
    COMMIT_SECONDS(
            "producer.commit.seconds",
            Type.COUNTER,
            "Time spent committing Kafka transactions",
            "producer-metrics/txn-commit-time-ns-total"),
    ABORT_SECONDS(
            "producer.abort.seconds",
            Type.COUNTER,
            "Time spent aborting Kafka transactions",
            "producer-metrics/txn-abort-time-ns-total"),

    CONNECTIONS(
            "client.connections",
            Type.GAUGE,
            "Open connections to brokers, all clients together",
            "consumer-metrics/connection-count",
            "producer-metrics/connection-count",
            "admin-client-metrics/connection-count"),
    FAILED_AUTHENTICATIONS(
            "client.failed.authentications",
            Type.COUNTER,
            "Connections that failed to authenticate, all clients together",
            "consumer-metrics/failed-authentication-total",
            "producer-metrics/failed-authentication-total",
            "admin-client-metrics/failed-authentication-total");

    private static final String RATIO = "-ratio";
    private static final Pattern MAIN_CONSUMER = Pattern.compile(".*StreamThread-\\d+-consumer");

    private final String meterName;
    private final Type type;
    private final String doc;
    private final List<String> sources;

    /** {@code sources} are {@code group/name} in Kafka's own terms. */
    KafkaMetric(String meterName, Type type, String doc, String... sources) {
        this.meterName = "sluice.kafka." + meterName;
        this.type = type;
        this.doc = doc;
        this.sources = List.of(sources);
    }

    String meterName() {
        return meterName;
    }

    Type type() {
        return type;
    }

    String doc() {
        return doc;
    }

    List<String> sources() {
        return sources;
    }

    String prometheusName() {
        return Metric.prometheusName(meterName, type);
    }

    List<String> labels() {
        return switch (this) {
            case TIME_RATIO -> List.of("activity");
            case CONSUMER_LAG -> List.of("topic");
            default -> List.of();
        };
    }

    /** Whether a metric of Kafka's, whose group and name are a source of this one, is merged into it. */
    boolean includes(MetricName kafka) {
        return switch (this) {
            // Restore and global consumers have metrics of the same names, and some metrics exist once more by topic.
            case FETCHED_RECORDS, FETCHED_BYTES ->
                isOfMainConsumer(kafka) && !kafka.tags().containsKey("topic");
            case CONSUMER_LAG -> isOfMainConsumer(kafka) && kafka.tags().containsKey("partition");
            case ASSIGNED_PARTITIONS, REBALANCES, LAST_POLL_AGE -> isOfMainConsumer(kafka);
            default -> true;
        };
    }

    private static boolean isOfMainConsumer(MetricName kafka) {
        return MAIN_CONSUMER.matcher(kafka.tags().getOrDefault("client-id", "")).matches();
    }

    /** The label's value, or an empty text for a metric without label. */
    String labelValue(MetricName kafka) {
        return switch (this) {
            case TIME_RATIO -> kafka.name().substring(0, kafka.name().length() - RATIO.length());
            case CONSUMER_LAG -> kafka.tags().getOrDefault("topic", "");
            default -> "";
        };
    }

    /** Merges two of Kafka's values. */
    double merge(double one, double other) {
        return switch (this) {
            case COMMIT_LATENCY, LAST_POLL_AGE, ROCKSDB_MEMORY -> Math.max(one, other);
            default -> one + other;
        };
    }

    /** Converts the merged value of {@code count} sources to this metric's unit. */
    double scale(double merged, int count) {
        return switch (this) {
            case TIME_RATIO -> merged / count;
            case COMMIT_LATENCY -> merged / 1e3;
            case COMMIT_SECONDS, ABORT_SECONDS -> merged / 1e9;
            default -> merged;
        };
    }
}
