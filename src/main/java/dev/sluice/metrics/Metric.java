package dev.sluice.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Every metric of Sluice's own: its declaration here makes it, and makes its row in the README.
 *
 * <p>Names are Micrometer's, with dots and without what Prometheus adds: {@link #prometheusName()}.
 */
public enum Metric {
    RECORDS_CONSUMED(
            "sluice.records.consumed",
            Type.COUNTER,
            "Attempts at records: taken from the input topics, or from the retry topic when due"),
    RECORDS_LANDED("sluice.records.landed", Type.COUNTER, "Records in landed objects"),
    RECORDS_DEAD_LETTERED(
            "sluice.records.dead.lettered", Type.COUNTER, "Records sent to the dead-letter topic", "reason"),
    RECORDS_RETRIED("sluice.records.retried", Type.COUNTER, "Records sent to the retry topic", "reason"),
    RECORDS_IGNORED("sluice.records.ignored", Type.COUNTER, "Tombstones that went nowhere, as configured"),
    RECORDS_PENDING("sluice.records.pending", Type.GAUGE, "Records in the open and sealed batches of this process"),
    RECORDS_WAITING_FOR_RETRY(
            "sluice.records.waiting.for.retry",
            Type.GAUGE,
            "Records that this process holds until their next attempt is due"),

    TASKS("sluice.tasks", Type.GAUGE, "Tasks, that is partition numbers of the input, this process works on"),
    BATCHES_OPEN("sluice.batches.open", Type.GAUGE, "Batches that take records"),
    BATCHES_WAITING("sluice.batches.waiting", Type.GAUGE, "Batches that are sealed and committed, and wait for S3"),
    BATCHES_LIMIT("sluice.batches.limit", Type.GAUGE, "SLUICE_MAX_BATCHES, the bound on the two before"),
    BATCHES_SEALED("sluice.batches.sealed", Type.COUNTER, "Sealed batches, by why they were sealed", "reason"),

    OBJECTS_LANDED("sluice.objects.landed", Type.COUNTER, "Landed objects"),
    OBJECT_BYTES("sluice.object.bytes", Type.HISTOGRAM, "Size of each landed object"),
    OBJECT_RECORDS("sluice.object.records", Type.HISTOGRAM, "Records of each landed object"),
    SEALED_TO_LANDED(
            "sluice.sealed.to.landed", Type.TIMER, "From a batch's seal to its landing, one observation an object"),
    FRESHNESS(
            "sluice.freshness",
            Type.TIMER,
            "From the newest event time in an object to its landing, one observation an object; 0 for event times ahead"
                    + " of the clock"),
    OLDEST_UNLANDED_AGE(
            "sluice.oldest.unlanded.age.seconds",
            Type.GAUGE,
            "Time since the oldest of the records was read that are in a batch and not landed; 0 if there are none"),

    INTAKE_PAUSED("sluice.intake.paused", Type.GAUGE, "1 while intake waits for S3"),
    BUFFER_USED("sluice.buffer.used.bytes", Type.GAUGE, "Memory in use for open blocks"),
    BUFFER_BUDGET("sluice.buffer.budget.bytes", Type.GAUGE, "SLUICE_BUFFER_BYTES, the memory for open blocks"),
    BACKLOG_STORED("sluice.backlog.stored.bytes", Type.GAUGE, "Bytes of open and sealed batches in the block stores"),
    BACKLOG_WAITING(
            "sluice.backlog.waiting.bytes", Type.GAUGE, "Those that wait for S3; over the budget, intake pauses"),
    BACKLOG_BUDGET("sluice.backlog.budget.bytes", Type.GAUGE, "SLUICE_BACKLOG_BYTES"),

    S3_REQUESTS(
            "sluice.s3.requests",
            Type.COUNTER,
            "Requests to S3 that ended, by the answer's status; a 412 says that a key is taken",
            "operation",
            "status"),
    S3_REQUEST_DURATION(
            "sluice.s3.request.duration", Type.TIMER, "One request to S3, to the head of its answer", "operation"),
    S3_REQUESTS_IN_FLIGHT("sluice.s3.requests.in.flight", Type.GAUGE, "Requests to S3 that wait for their answer"),
    S3_REFUSING("sluice.s3.refusing", Type.GAUGE, "1 while S3 refuses what only a person can mend"),
    UPLOAD_RETRIES("sluice.upload.retries", Type.COUNTER, "Attempts at an upload that failed and are repeated"),
    FOREIGN_OBJECTS("sluice.foreign.objects", Type.COUNTER, "Object keys that somebody else's object had taken"),

    LOOKUP_ROWS("sluice.lookup.rows", Type.GAUGE, "Rows of a lookup table", "table"),
    LOOKUP_AGE(
            "sluice.lookup.age.seconds",
            Type.GAUGE,
            "Time since the Kafka timestamp of a lookup table's newest change; NaN before its first",
            "table"),

    STREAM_THREADS(
            "sluice.kafka.streams.threads.configured",
            Type.GAUGE,
            "KAFKA_NUM_STREAM_THREADS, the threads there should be"),
    READY("sluice.ready", Type.GAUGE, "1 while /health/ready says so"),
    BUILD_INFO(
            "sluice.build.info", Type.GAUGE, "1, with the version and the mapping's fingerprint", "version", "mapping");

    /** How a metric behaves. */
    enum Type {
        COUNTER("counter", "_total"),
        GAUGE("gauge", ""),
        HISTOGRAM("histogram", ""),
        /** A histogram of seconds. */
        TIMER("histogram", "_seconds");

        private final String prometheusType;
        private final String suffix;

        Type(String prometheusType, String suffix) {
            this.prometheusType = prometheusType;
            this.suffix = suffix;
        }

        /** Prometheus' word. */
        String prometheusType() {
            return prometheusType;
        }
    }

    private final String meterName;
    private final Type type;
    private final String doc;
    private final List<String> labels;

    Metric(String meterName, Type type, String doc, String... labels) {
        this.meterName = meterName;
        this.type = type;
        this.doc = doc;
        this.labels = List.of(labels);
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

    List<String> labels() {
        return labels;
    }

    /** The name in {@code /metrics}. */
    String prometheusName() {
        return prometheusName(meterName, type);
    }

    static String prometheusName(String meterName, Type type) {
        return meterName.replace('.', '_').toLowerCase(Locale.ROOT) + type.suffix;
    }
}
