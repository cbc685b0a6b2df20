package dev.sluice.metrics;

import dev.sluice.failure.FailureReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The metrics as Prometheus reads them: {@code sluice_…}, the JVM's and Kafka's own. */
public final class MicrometerMetrics implements SluiceMetrics, AutoCloseable {

    private static final Duration[] LATENCY_BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private @Nullable KafkaStreamsMetrics kafka;

    private final Counter consumed = counter("sluice.records.consumed", "Attempts at records");
    private final Counter landed = counter("sluice.records.landed", "Records in landed objects");
    private final Map<FailureReason, Counter> deadLettered =
            byReason("sluice.records.dead.lettered", "Records sent to the dead-letter topic");
    private final Map<FailureReason, Counter> retried =
            byReason("sluice.records.retried", "Records sent to the retry topic");
    private final Counter ignored = counter("sluice.records.ignored", "Tombstones that went nowhere, as configured");
    private final LongAdder pending =
            gauge("sluice.records.pending", "Records in open and sealed batches", new LongAdder());

    private final Counter objects = counter("sluice.objects.landed", "Landed objects");
    private final Counter bytes = counter("sluice.landed.bytes", "Bytes of landed objects");
    private final Timer sealedToLanded = latency("sluice.seal.to.land", "From a batch's seal to its landing");
    private final Timer eventTimeToLanded =
            latency("sluice.event.time.to.land", "From the newest event time in an object to its landing");

    private final AtomicLong paused = gauge("sluice.intake.paused", "1 while intake waits for S3", new AtomicLong());
    private final AtomicLong openBatches = gauge("sluice.batches.open", "Batches that take records", new AtomicLong());
    private final AtomicLong bufferUsed =
            gauge("sluice.buffer.used.bytes", "Memory in use for open blocks", new AtomicLong());
    private final AtomicLong bufferBudget =
            gauge("sluice.buffer.budget.bytes", "Memory allowed for open blocks", new AtomicLong());

    public MicrometerMetrics() {
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

    /** Adds the metrics that Kafka Streams and its clients keep of themselves, until this is closed. */
    public synchronized void bindTo(KafkaStreams streams) {
        if (kafka != null) {
            kafka.close();
        }
        kafka = new KafkaStreamsMetrics(streams);
        kafka.bindTo(registry);
    }

    /** All metrics in Prometheus' text format, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void consumed(long records) {
        consumed.increment(records);
    }

    @Override
    public void deadLettered(FailureReason reason) {
        counterOf(deadLettered, reason).increment();
    }

    @Override
    public void retried(FailureReason reason) {
        counterOf(retried, reason).increment();
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
    public void batchSealed(String reason) {
        Counter.builder("sluice.batches.sealed")
                .description("Sealed batches, by why they were sealed")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    @Override
    public void objectLanded(long records, long size, Duration sinceSeal, Duration sinceEventTime) {
        landed.increment(records);
        objects.increment();
        bytes.increment(size);
        sealedToLanded.record(sinceSeal);
        eventTimeToLanded.record(sinceEventTime.isNegative() ? Duration.ZERO : sinceEventTime);
    }

    @Override
    public void s3Request(String operation, String outcome, Duration took) {
        Timer.builder("sluice.s3.request")
                .description("Requests to the object store")
                .tags("operation", operation, "outcome", outcome)
                .register(registry)
                .record(took);
    }

    @Override
    public void intakePaused(boolean isPaused) {
        paused.set(isPaused ? 1 : 0);
    }

    @Override
    public void openBatches(int batches) {
        openBatches.set(batches);
    }

    @Override
    public void bufferBytes(long used, long budget) {
        bufferUsed.set(used);
        bufferBudget.set(budget);
    }

    @Override
    public synchronized void lookupRows(String table, LongSupplier rows) {
        String name = "sluice.lookup.rows";
        Meter earlier = registry.find(name).tag("table", table).meter();
        if (earlier != null) {
            registry.remove(earlier);
        }
        Gauge.builder(name, rows, LongSupplier::getAsLong)
                .description("Rows of a lookup table")
                .tag("table", table)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public synchronized void close() {
        if (kafka != null) {
            kafka.close();
        }
        gc.close();
        registry.close();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** A counter for each reason from the start: an alert on an increase needs the zero before it. */
    private Map<FailureReason, Counter> byReason(String name, String description) {
        Map<FailureReason, Counter> counters = new EnumMap<>(FailureReason.class);
        for (FailureReason reason : FailureReason.values()) {
            counters.put(
                    reason,
                    Counter.builder(name)
                            .description(description)
                            .tag("reason", reason.label())
                            .register(registry));
        }
        return counters;
    }

    private static Counter counterOf(Map<FailureReason, Counter> counters, FailureReason reason) {
        return Objects.requireNonNull(counters.get(reason));
    }

    private <N extends Number> N gauge(String name, String description, N number) {
        Gauge.builder(name, number, Number::doubleValue)
                .description(description)
                .register(registry);
        return number;
    }

    private Timer latency(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(registry);
    }
}
