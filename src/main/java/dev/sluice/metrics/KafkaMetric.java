package dev.sluice.metrics;

import dev.sluice.metrics.Metric.Type;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.MetricName;

/**
 * What Sluice tells of Kafka Streams and its clients: of the thousands of metrics they keep of themselves, by client,
 * task, store, topic and partition, a few, each put together for the whole process.
 */
enum KafkaMetric {
    THREADS_ALIVE(
            "streams.threads.alive",
            Type.GAUGE,
            "Stream threads that are alive",
            "stream-metrics/alive-stream-threads"),
    THREADS_FAILED(
            "streams.threads.failed",
            Type.COUNTER,
            "Stream threads that failed; after a commit that timed out or came too late, or a corrupted state, one is"
                    + " replaced, else the process ends",
            "stream-metrics/failed-stream-threads"),
    TIME_RATIO(
            "streams.time.ratio",
            Type.GAUGE,
            "Share of the stream threads' time, on average",
            "stream-thread-metrics/poll-ratio",
            "stream-thread-metrics/process-ratio",
            "stream-thread-metrics/punctuate-ratio",
            "stream-thread-metrics/commit-ratio"),
    COMMITS("streams.commits", Type.COUNTER, "Commits of the stream threads", "stream-thread-metrics/commit-total"),
    COMMIT_LATENCY(
            "streams.commit.latency.max.seconds",
            Type.GAUGE,
            "The slowest commit of the last half minute or so",
            "stream-thread-metrics/commit-latency-max"),
    RESTORE_REMAINING(
            "streams.restore.remaining.records",
            Type.GAUGE,
            "Changelog records that are still to be restored",
            "stream-task-metrics/restore-remaining-records-total"),
    ROCKSDB_MEMORY(
            "streams.rocksdb.memory.bytes",
            Type.GAUGE,
            "RocksDB's memory outside the heap, of all stores together",
            "stream-state-metrics/block-cache-usage"),
    ROCKSDB_DISK(
            "streams.rocksdb.disk.bytes",
            Type.GAUGE,
            "RocksDB's files of the local state",
            "stream-state-metrics/total-sst-files-size"),

    CONSUMER_LAG(
            "consumer.lag.records",
            Type.GAUGE,
            "Committed records that are not fetched yet, of the partitions of this process",
            "consumer-fetch-manager-metrics/records-lag"),
    FETCHED_RECORDS(
            "consumer.fetched.records",
            Type.COUNTER,
            "Records fetched from the input topics and the retry topic",
            "consumer-fetch-manager-metrics/records-consumed-total"),
    FETCHED_BYTES(
            "consumer.fetched.bytes",
            Type.COUNTER,
            "Their bytes",
            "consumer-fetch-manager-metrics/bytes-consumed-total"),
    ASSIGNED_PARTITIONS(
            "consumer.assigned.partitions",
            Type.GAUGE,
            "Partitions of the input topics and the retry topic that this process has",
            "consumer-coordinator-metrics/assigned-partitions"),
    REBALANCES(
            "consumer.rebalances",
            Type.COUNTER,
            "Rebalances, each counted by every stream thread that took part",
            "consumer-coordinator-metrics/rebalance-total"),
    LAST_POLL_AGE(
            "consumer.last.poll.age.seconds",
            Type.GAUGE,
            "Time since the stream thread polled that polled longest ago",
            "consumer-metrics/last-poll-seconds-ago"),

    SENT_RECORDS("producer.sent.records", Type.COUNTER, "Records sent", "producer-metrics/record-send-total"),
    SENT_BYTES("producer.sent.bytes", Type.COUNTER, "Bytes sent", "producer-metrics/outgoing-byte-total"),
    RECORD_ERRORS(
            "producer.record.errors",
            Type.COUNTER,
            "Records not taken by a broker",
            "producer-metrics/record-error-total"),
    RECORD_RETRIES(
            "producer.record.retries", Type.COUNTER, "Records sent again", "producer-metrics/record-retry-total"),
    COMMIT_SECONDS(
            "producer.commit.seconds",
            Type.COUNTER,
            "Time in commits of transactions",
            "producer-metrics/txn-commit-time-ns-total"),
    ABORT_SECONDS(
            "producer.abort.seconds",
            Type.COUNTER,
            "Time in aborts of transactions",
            "producer-metrics/txn-abort-time-ns-total"),

    CONNECTIONS(
            "client.connections",
            Type.GAUGE,
            "Connections to brokers, of all clients",
            "consumer-metrics/connection-count",
            "producer-metrics/connection-count",
            "admin-client-metrics/connection-count"),
    FAILED_AUTHENTICATIONS(
            "client.failed.authentications",
            Type.COUNTER,
            "Connections that failed at authentication, of all clients",
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

    /** Whether one of Kafka's metrics, whose group and name are a source of this one, is part of it. */
    boolean includes(MetricName kafka) {
        return switch (this) {
            // Restoring and global consumers have their own; and some metrics are there again by topic.
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

    /** Two of Kafka's values in one. */
    double merge(double one, double other) {
        return switch (this) {
            case COMMIT_LATENCY, LAST_POLL_AGE, ROCKSDB_MEMORY -> Math.max(one, other);
            default -> one + other;
        };
    }

    /** What was merged of {@code count} values, in this metric's unit. */
    double scale(double merged, int count) {
        return switch (this) {
            case TIME_RATIO -> merged / count;
            case COMMIT_LATENCY -> merged / 1e3;
            case COMMIT_SECONDS, ABORT_SECONDS -> merged / 1e9;
            default -> merged;
        };
    }
}
