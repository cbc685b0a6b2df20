package dev.sluice.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Every metric of Sluice's own. The declaration makes its series and its row in the reference.
 *
 * <p>Names are Micrometer's: with dots, and without the suffix that Prometheus adds, see {@link #prometheusName()}.
 */
public enum Metric {
    RECORDS_CONSUMED(
            "sluice.records.consumed",
            Type.COUNTER,
            "Attempts to convert a record: from the input topics, and from the retry topic when due"),
    RECORDS_LANDED("sluice.records.landed", Type.COUNTER, "Records in landed objects"),
    ROWS_LANDED(
            "sluice.rows.landed",
            Type.COUNTER,
            "Rows of landed objects: one of each record, or as many as the mapping's explode makes"),
    RECORDS_DEAD_LETTERED(
            "sluice.records.dead.lettered",
            Type.COUNTER,
            "Records sent to the dead-letter topic",
            Label.DEAD_LETTER_REASON),
    RECORDS_RETRIED("sluice.records.retried", Type.COUNTER, "Records sent to the retry topic", Label.RETRY_REASON),
    RECORDS_IGNORED("sluice.records.ignored", Type.COUNTER, "Tombstones ignored, as configured"),
    RECORDS_PENDING("sluice.records.pending", Type.LEVEL, "Records in the open and sealed batches of this process"),
    RECORDS_WAITING_FOR_RETRY(
            "sluice.records.waiting.for.retry",
            Type.GAUGE,
            "Records in this process that wait until their next attempt is due"),

    TASKS("sluice.tasks", Type.GAUGE, "Tasks of this process; each owns one partition number of the input topics"),
    BATCHES_OPEN("sluice.batches.open", Type.GAUGE, "Open batches, which still take records"),
    BATCHES_WAITING("sluice.batches.waiting", Type.GAUGE, "Batches sealed and committed that wait for their upload"),
    BATCHES_LIMIT("sluice.batches.limit", Type.GAUGE, "Limit on open batches, and on batches that wait for S3"),
    BATCHES_SEALED("sluice.batches.sealed", Type.COUNTER, "Sealed batches, by reason", Label.SEAL_REASON),

    OBJECTS_LANDED("sluice.objects.landed", Type.COUNTER, "Landed objects"),
    OBJECT_BYTES("sluice.object.bytes", Type.HISTOGRAM, "Size of each landed object", Buckets.BYTES),
    OBJECT_RECORDS("sluice.object.records", Type.HISTOGRAM, "Records in each landed object", Buckets.COUNTS),
    SEALED_TO_LANDED(
            "sluice.sealed.to.landed",
            Type.TIMER,
            "Time from a batch's seal to its landing, one observation per object",
            Buckets.LANDING_SECONDS),
    FRESHNESS(
            "sluice.freshness",
            Type.TIMER,
            "Time from an object's newest event time to its landing, one observation per object; 0 if the event time is"
                    + " ahead of the clock",
            Buckets.FRESHNESS_SECONDS),
    OLDEST_UNLANDED_AGE(
            "sluice.oldest.unlanded.age.seconds",
            Type.GAUGE,
            "Age of the oldest record not yet durable in S3; 0 if there is none"),

    INTAKE_PAUSED("sluice.intake.paused", Type.GAUGE, "1 while backpressure from S3 pauses intake"),
    BUFFER_USED("sluice.buffer.used.bytes", Type.GAUGE, "Memory used by open blocks"),
    BUFFER_BUDGET("sluice.buffer.budget.bytes", Type.GAUGE, "Limit on the memory of open blocks"),
    BACKLOG_STORED("sluice.backlog.stored.bytes", Type.GAUGE, "Bytes of open and sealed batches in the block stores"),
    BACKLOG_WAITING(
            "sluice.backlog.waiting.bytes",
            Type.GAUGE,
            "Bytes that wait for their upload; intake pauses when they exceed the budget"),
    BACKLOG_BUDGET("sluice.backlog.budget.bytes", Type.GAUGE, "Limit on the bytes in the block stores"),

    S3_REQUESTS(
            "sluice.s3.requests",
            Type.COUNTER,
            "Completed requests to S3, by status of the answer; 412 means that the key is taken",
            Label.S3_OPERATION,
            Label.S3_STATUS),
    S3_REQUEST_DURATION(
            "sluice.s3.request.duration",
            Type.TIMER,
            "Time from sending a request to S3 to the head of its answer",
            Buckets.REQUEST_SECONDS,
            Label.S3_OPERATION),
    S3_REQUESTS_IN_FLIGHT("sluice.s3.requests.in.flight", Type.LEVEL, "Requests to S3 that wait for their answer"),
    S3_REFUSING(
            "sluice.s3.refusing",
            Type.GAUGE,
            "1 while S3 refuses requests until a person changes something, as by 403"),
    UPLOAD_RETRIES("sluice.upload.retries", Type.COUNTER, "Failed upload attempts, each of which is retried"),
    FOREIGN_OBJECTS("sluice.foreign.objects", Type.COUNTER, "Object keys found taken by an object of another writer"),

    LOOKUP_ROWS("sluice.lookup.rows", Type.GAUGE, "Rows in a lookup table", Label.LOOKUP_TABLE),
    LOOKUP_AGE(
            "sluice.lookup.age.seconds",
            Type.GAUGE,
            "Age of the newest change of a lookup table, by its Kafka timestamp; NaN before the first",
            Label.LOOKUP_TABLE),

    STREAM_THREADS("sluice.kafka.streams.threads.configured", Type.GAUGE, "Configured number of stream threads"),
    READY("sluice.ready", Type.GAUGE, "1 while /health/ready answers 200"),
    BUILD_INFO(
            "sluice.build.info",
            Type.GAUGE,
            "Always 1; the labels are the version and the fingerprint of the mapping",
            Label.VERSION,
            Label.MAPPING);

    /** How a metric gets its values. */
    enum Type {
        /** Only grows. */
        COUNTER("counter", "_total"),
        /** Rises and falls by amounts that are reported. */
        LEVEL("gauge", ""),
        /** Is asked for its value at each scrape. */
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

        /** The type in Prometheus' word. */
        String prometheusType() {
            return prometheusType;
        }
    }

    private final String meterName;
    private final Type type;
    private final String doc;
    private final double[] buckets;
    private final List<Label> labels;

    Metric(String meterName, Type type, String doc, Label... labels) {
        this(meterName, type, doc, Buckets.NONE, labels);
    }

    Metric(String meterName, Type type, String doc, double[] buckets, Label... labels) {
        this.meterName = meterName;
        this.type = type;
        this.doc = doc;
        this.buckets = buckets;
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

    /** The upper bounds of a histogram's buckets, ascending. */
    double[] buckets() {
        return buckets.clone();
    }

    List<Label> labels() {
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
