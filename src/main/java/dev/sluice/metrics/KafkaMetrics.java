package dev.sluice.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;

/** The values of all {@link KafkaMetric}s, read from Kafka's metrics in one pass per scrape. */
final class KafkaMetrics {

    static final List<String> ACTIVITIES = List.of("poll", "process", "punctuate", "commit");

    private final Supplier<? extends Collection<? extends Metric>> kafka;
    private final Map<String, KafkaMetric> bySource = new HashMap<>();
    private volatile Map<Series, Double> values = Map.of();

    private record Series(KafkaMetric metric, String label) {}

    /** The merged value of one series, while Kafka's metrics are read. */
    private static final class Merged {
        private double value;
        private int count;
    }

    /** {@code kafka} supplies Kafka's metrics as they are now. */
    KafkaMetrics(Supplier<? extends Collection<? extends Metric>> kafka) {
        this.kafka = kafka;
        for (KafkaMetric metric : KafkaMetric.values()) {
            metric.sources().forEach(source -> bySource.put(source, metric));
        }
    }

    /** Registers every series; the lag has one for each of these topics. */
    void bindTo(MeterRegistry registry, List<String> topics) {
        for (KafkaMetric metric : KafkaMetric.values()) {
            List<String> labels = switch (metric) {
                case TIME_RATIO -> ACTIVITIES;
                case CONSUMER_LAG -> topics;
                default -> List.of("");
            };
            labels.forEach(label -> register(registry, new Series(metric, label)));
        }
    }

    private void register(MeterRegistry registry, Series series) {
        KafkaMetric metric = series.metric();
        Tags tags = metric.labels().isEmpty()
                ? Tags.empty()
                : Tags.of(metric.labels().get(0), series.label());
        if (metric.type() == dev.sluice.metrics.Metric.Type.COUNTER) {
            FunctionCounter.builder(metric.meterName(), this, all -> all.value(series))
                    .description(metric.doc())
                    .tags(tags)
                    .register(registry);
        } else {
            Gauge.builder(metric.meterName(), this, all -> all.value(series))
                    .description(metric.doc())
                    .tags(tags)
                    .register(registry);
        }
    }

    private double value(Series series) {
        return values.getOrDefault(series, 0.0);
    }

    /** Reads Kafka's metrics; the registered meters show these values until the next call. */
    void refresh() {
        Map<Series, Merged> merged = new HashMap<>();
        for (Metric source : kafka.get()) {
            KafkaMetric metric = bySource.get(
                    source.metricName().group() + "/" + source.metricName().name());
            if (metric != null && metric.includes(source.metricName())) {
                merge(metric, source, merged);
            }
        }
        Map<Series, Double> read = new HashMap<>();
        merged.forEach((series, all) -> read.put(series, series.metric().scale(all.value, all.count)));
        values = Map.copyOf(read);
    }

    private static void merge(KafkaMetric metric, Metric source, Map<Series, Merged> merged) {
        // NaN: nothing was measured yet. Negative: never polled.
        if (source.metricValue() instanceof Number number && number.doubleValue() >= 0) {
            Merged all = merged.computeIfAbsent(
                    new Series(metric, metric.labelValue(source.metricName())), series -> new Merged());
            all.value = all.count == 0 ? number.doubleValue() : metric.merge(all.value, number.doubleValue());
            all.count++;
        }
    }
}
