package dev.sluice.metrics;

import dev.sluice.batch.header.SealReason;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.FailureReason.Category;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics as Prometheus reads them: {@code sluice_…} as {@link Metric} and {@link KafkaMetric} declare it, and the
 * JVM's.
 *
 * <p>Each series is there from the start: an alert on an increase needs the zero before it.
 */
public final class MicrometerMetrics implements SluiceMetrics, AutoCloseable {

    private static final Duration[] LANDING_BUCKETS = seconds(1, 2, 5, 10, 15, 30, 60, 120, 300, 900, 3600);
    private static final Duration[] FRESHNESS_BUCKETS =
            seconds(1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400);
    private static final Duration[] REQUEST_BUCKETS = seconds(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60);

    private static final double KIB = 1024;
    private static final double MIB = 1024 * KIB;
    private static final double[] SIZE_BUCKETS = {
        16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB, 16 * MIB, 64 * MIB, 128 * MIB, 256 * MIB, 1024 * MIB
    };
    private static final double[] COUNT_BUCKETS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private @Nullable KafkaMetrics kafka;

    private final Counter consumed = counter(Metric.RECORDS_CONSUMED);
    private final Counter landed = counter(Metric.RECORDS_LANDED);
    private final Map<FailureReason, Counter> deadLettered =
            counters(Metric.RECORDS_DEAD_LETTERED, FailureReason.class, FailureReason::label, reason -> true);
    private final Map<FailureReason, Counter> retried = counters(
            Metric.RECORDS_RETRIED,
            FailureReason.class,
            FailureReason::label,
            reason -> reason.category() == Category.RETRIABLE);
    private final Counter ignored = counter(Metric.RECORDS_IGNORED);

    private final LongAdder pending = new LongAdder();

    private final Map<SealReason, Counter> sealed =
            counters(Metric.BATCHES_SEALED, SealReason.class, SealReason::label, reason -> true);
    private final Counter objects = counter(Metric.OBJECTS_LANDED);
    private final DistributionSummary objectBytes = histogram(Metric.OBJECT_BYTES, SIZE_BUCKETS);
    private final DistributionSummary objectRecords = histogram(Metric.OBJECT_RECORDS, COUNT_BUCKETS);
    private final Timer sealedToLanded = timer(Metric.SEALED_TO_LANDED, Tags.empty(), LANDING_BUCKETS);
    private final Timer freshness = timer(Metric.FRESHNESS, Tags.empty(), FRESHNESS_BUCKETS);

    private final Map<S3Operation, Map<S3Status, Counter>> requests = byOperation(operation -> {
        Map<S3Status, Counter> byStatus = new EnumMap<>(S3Status.class);
        for (S3Status status : S3Status.values()) {
            byStatus.put(
                    status,
                    counter(Metric.S3_REQUESTS, Tags.of("operation", label(operation), "status", status.label())));
        }
        return byStatus;
    });
    private final Map<S3Operation, Timer> requestDurations = byOperation(
            operation -> timer(Metric.S3_REQUEST_DURATION, Tags.of("operation", label(operation)), REQUEST_BUCKETS));
    private final AtomicLong inFlight = new AtomicLong();
    private final Counter uploadRetries = counter(Metric.UPLOAD_RETRIES);
    private final Counter foreignObjects = counter(Metric.FOREIGN_OBJECTS);

    public MicrometerMetrics() {
        follow(Metric.RECORDS_PENDING, pending::sum);
        follow(Metric.S3_REQUESTS_IN_FLIGHT, inFlight::get);
        gc.bindTo(registry);
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
    }

    /**
     * Adds what Kafka Streams and its clients tell.
     *
     * @param all gives Kafka's metrics as they are now
     * @param topics the topics that the service consumes
     */
    public synchronized void bindKafka(
            Supplier<? extends Collection<? extends org.apache.kafka.common.Metric>> all, List<String> topics) {
        kafka = new KafkaMetrics(all);
        kafka.bindTo(registry, topics);
    }

    /** Has a gauge ask for its value whenever it is read. */
    public void follow(Metric gauge, DoubleSupplier value) {
        gauge(gauge, Tags.empty(), value);
    }

    /** Tells for good which build this is, and which mapping it works with. */
    public void buildInfo(String version, String mapping) {
        gauge(Metric.BUILD_INFO, Tags.of("version", version, "mapping", mapping), () -> 1);
    }

    /** All metrics in Prometheus' text format, version 0.0.4. */
    public synchronized String scrape() {
        if (kafka != null) {
            kafka.refresh();
        }
        return registry.scrape();
    }

    /** How many dead letters this process has written, by reason; without those of which there is none. */
    public Map<String, Long> deadLetters() {
        Map<String, Long> letters = new TreeMap<>();
        deadLettered.forEach((reason, counter) -> {
            if (counter.count() > 0) {
                letters.put(reason.label(), (long) counter.count());
            }
        });
        return letters;
    }

    @Override
    public void consumed(long records) {
        consumed.increment(records);
    }

    @Override
    public void deadLettered(FailureReason reason, long records) {
        of(deadLettered, reason).increment(records);
    }

    @Override
    public void retried(FailureReason reason, long records) {
        of(retried, reason).increment(records);
    }

    @Override
    public void ignored(long records) {
        ignored.increment(records);
    }

    @Override
    public void pending(long delta) {
        pending.add(delta);
    }

    @Override
    public void batchesSealed(SealReason reason, long batches) {
        of(sealed, reason).increment(batches);
    }

    @Override
    public void objectLanded(long records, long bytes, Duration sinceSeal, Duration sinceEventTime) {
        landed.increment(records);
        objects.increment();
        objectBytes.record(bytes);
        objectRecords.record(records);
        sealedToLanded.record(sinceSeal);
        freshness.record(sinceEventTime.isNegative() ? Duration.ZERO : sinceEventTime);
    }

    @Override
    public void s3RequestSent() {
        inFlight.incrementAndGet();
    }

    @Override
    public void s3RequestEnded(S3Operation operation, S3Status status, Duration took) {
        inFlight.decrementAndGet();
        of(of(requests, operation), status).increment();
        of(requestDurations, operation).record(took);
    }

    @Override
    public void uploadRetried() {
        uploadRetries.increment();
    }

    @Override
    public void foreignObjectFound() {
        foreignObjects.increment();
    }

    @Override
    public void lookupTable(String table, LongSupplier rows, LongSupplier newestMillis) {
        Tags tags = Tags.of("table", table);
        gauge(Metric.LOOKUP_ROWS, tags, rows::getAsLong);
        gauge(Metric.LOOKUP_AGE, tags, () -> {
            long newest = newestMillis.getAsLong();
            return newest < 0 ? Double.NaN : Math.max(0, System.currentTimeMillis() - newest) / 1e3;
        });
    }

    @Override
    public synchronized void close() {
        gc.close();
        registry.close();
    }

    private Counter counter(Metric metric) {
        return counter(metric, Tags.empty());
    }

    private Counter counter(Metric metric, Tags tags) {
        return Counter.builder(metric.meterName())
                .description(metric.doc())
                .tags(tags)
                .register(registry);
    }

    private <E extends Enum<E>> Map<E, Counter> counters(
            Metric metric, Class<E> type, Function<E, String> label, Predicate<E> included) {
        Map<E, Counter> counters = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            if (included.test(value)) {
                counters.put(value, counter(metric, Tags.of(metric.labels().get(0), label.apply(value))));
            }
        }
        return counters;
    }

    private static <V> Map<S3Operation, V> byOperation(Function<S3Operation, V> maker) {
        Map<S3Operation, V> all = new EnumMap<>(S3Operation.class);
        for (S3Operation operation : S3Operation.values()) {
            all.put(operation, maker.apply(operation));
        }
        return all;
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        return Objects.requireNonNull(all.get(key));
    }

    static String label(S3Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    private DistributionSummary histogram(Metric metric, double... buckets) {
        return DistributionSummary.builder(metric.meterName())
                .description(metric.doc())
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private Timer timer(Metric metric, Tags tags, Duration... buckets) {
        return Timer.builder(metric.meterName())
                .description(metric.doc())
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** The later of two registrations counts: who registers anew has made what it tells of anew. */
    private synchronized void gauge(Metric metric, Tags tags, DoubleSupplier value) {
        Meter earlier = registry.find(metric.meterName()).tags(tags).meter();
        if (earlier != null) {
            registry.remove(earlier);
        }
        Gauge.builder(metric.meterName(), value, DoubleSupplier::getAsDouble)
                .description(metric.doc())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static Duration[] seconds(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(each -> Duration.ofMillis(Math.round(each * 1e3)))
                .toArray(Duration[]::new);
    }
}
