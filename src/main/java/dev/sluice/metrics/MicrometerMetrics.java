package dev.sluice.metrics;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics in a Micrometer registry, which Prometheus scrapes: {@code sluice_…} as {@link Metric} and
 * {@link KafkaMetric} declare them, and those of the JVM.
 *
 * <p>Each series whose labels are known exists from the start, because an alert on an increase needs the zero before it.
 */
public final class MicrometerMetrics implements SluiceMetrics, AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Series, LongAdder> levels = new ConcurrentHashMap<>();
    private final Map<Series, DistributionSummary> histograms = new ConcurrentHashMap<>();
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private @Nullable KafkaMetrics kafka;

    private record Series(Metric metric, List<String> labels) {

        Series {
            if (labels.size() != metric.labels().size()) {
                throw new IllegalArgumentException(
                        metric + " has " + metric.labels().size() + " labels; got " + labels);
            }
        }

        Tags tags() {
            Tags tags = Tags.empty();
            for (int i = 0; i < labels.size(); i++) {
                tags = tags.and(metric.labels().get(i).key(), labels.get(i));
            }
            return tags;
        }
    }

    public MicrometerMetrics() {
        for (Metric metric : Metric.values()) {
            if (metric.labels().stream().noneMatch(Label::isOpen)) {
                combinations(metric.labels()).forEach(labels -> register(new Series(metric, labels)));
            }
        }
    }

    /** Every combination of the labels' values. */
    private static List<List<String>> combinations(List<Label> labels) {
        List<List<String>> combinations = List.of(List.of());
        for (Label label : labels) {
            combinations = combinations.stream()
                    .flatMap(some -> label.known().stream().map(value -> and(some, value)))
                    .toList();
        }
        return combinations;
    }

    private static List<String> and(List<String> some, String value) {
        String[] more = Arrays.copyOf(some.toArray(String[]::new), some.size() + 1);
        more[some.size()] = value;
        return List.of(more);
    }

    private void register(Series series) {
        switch (series.metric().type()) {
            case COUNTER -> counter(series);
            case LEVEL -> level(series);
            case HISTOGRAM -> histogram(series);
            case TIMER -> timer(series);
            case GAUGE -> {} // Exists once it is followed.
        }
    }

    /** Adds the metrics of the JVM and the process. */
    public void bindJvm() {
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
     * Adds the metrics of Kafka Streams and its clients.
     *
     * @param all supplies Kafka's metrics as they are now
     * @param topics the topics that the service consumes
     */
    public synchronized void bindKafka(
            Supplier<? extends Collection<? extends org.apache.kafka.common.Metric>> all, List<String> topics) {
        kafka = new KafkaMetrics(all);
        kafka.bindTo(registry, topics);
    }

    /** All metrics in Prometheus' text format, version 0.0.4. */
    public synchronized String scrape() {
        if (kafka != null) {
            kafka.refresh();
        }
        return registry.scrape();
    }

    /** How many dead letters this process has written, by reason; without reasons that did not occur. */
    public Map<String, Long> deadLetters() {
        Map<String, Long> letters = new TreeMap<>();
        counters.forEach((series, counter) -> {
            if (series.metric() == Metric.RECORDS_DEAD_LETTERED && counter.count() > 0) {
                letters.put(series.labels().get(0), (long) counter.count());
            }
        });
        return letters;
    }

    @Override
    public void add(Metric metric, long amount, String... labels) {
        Series series = new Series(metric, List.of(labels));
        if (metric.type() == Metric.Type.LEVEL) {
            level(series).add(amount);
        } else {
            counter(series).increment(amount);
        }
    }

    @Override
    public void record(Metric metric, double value, String... labels) {
        Series series = new Series(metric, List.of(labels));
        if (metric.type() == Metric.Type.TIMER) {
            timer(series).record(Math.round(value * NANOS_PER_SECOND), TimeUnit.NANOSECONDS);
        } else {
            histogram(series).record(value);
        }
    }

    @Override
    public void follow(Metric gauge, DoubleSupplier value, String... labels) {
        gauge(new Series(gauge, List.of(labels)), value);
    }

    @Override
    public synchronized void close() {
        gc.close();
        registry.close();
    }

    private Counter counter(Series series) {
        return counters.computeIfAbsent(
                require(series, Metric.Type.COUNTER),
                all -> Counter.builder(all.metric().meterName())
                        .description(all.metric().doc())
                        .tags(all.tags())
                        .register(registry));
    }

    private LongAdder level(Series series) {
        return levels.computeIfAbsent(require(series, Metric.Type.LEVEL), all -> {
            LongAdder level = new LongAdder();
            gauge(all, level::sum);
            return level;
        });
    }

    private DistributionSummary histogram(Series series) {
        return histograms.computeIfAbsent(
                require(series, Metric.Type.HISTOGRAM),
                all -> DistributionSummary.builder(all.metric().meterName())
                        .description(all.metric().doc())
                        .tags(all.tags())
                        .serviceLevelObjectives(all.metric().buckets())
                        .register(registry));
    }

    private Timer timer(Series series) {
        return timers.computeIfAbsent(
                require(series, Metric.Type.TIMER),
                all -> Timer.builder(all.metric().meterName())
                        .description(all.metric().doc())
                        .tags(all.tags())
                        .serviceLevelObjectives(Arrays.stream(all.metric().buckets())
                                .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1e3)))
                                .toArray(Duration[]::new))
                        .register(registry));
    }

    private static Series require(Series series, Metric.Type type) {
        if (series.metric().type() != type) {
            throw new IllegalArgumentException(
                    series.metric() + " is a " + series.metric().type() + ", not a " + type);
        }
        return series;
    }

    private synchronized void gauge(Series series, DoubleSupplier value) {
        Meter earlier =
                registry.find(series.metric().meterName()).tags(series.tags()).meter();
        if (earlier != null) {
            registry.remove(earlier);
        }
        Gauge.builder(series.metric().meterName(), value, DoubleSupplier::getAsDouble)
                .description(series.metric().doc())
                .tags(series.tags())
                .strongReference(true)
                .register(registry);
    }
}
