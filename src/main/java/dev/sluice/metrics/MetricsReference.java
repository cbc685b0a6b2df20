package dev.sluice.metrics;

import dev.sluice.batch.header.SealReason;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.FailureReason.Category;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference of all metrics, rendered from their declarations. */
public final class MetricsReference {

    private MetricsReference() {}

    /**
     * One metric as {@code /metrics} has it.
     *
     * @param type Prometheus' word
     */
    public record Row(String name, String type, List<String> labels, String doc) {}

    /** Every metric of Sluice's own, and of Kafka's that it passes on. */
    public static List<Row> rows() {
        List<Row> rows = Arrays.stream(Metric.values())
                .map(metric ->
                        new Row(metric.prometheusName(), metric.type().prometheusType(), metric.labels(), metric.doc()))
                .collect(Collectors.toList());
        for (KafkaMetric metric : KafkaMetric.values()) {
            rows.add(new Row(metric.prometheusName(), metric.type().prometheusType(), metric.labels(), metric.doc()));
        }
        return List.copyOf(rows);
    }

    /** The values that labels have; not those with names of the user's, or of a build. */
    private static Map<String, List<String>> labelValues() {
        Map<String, List<String>> values = new TreeMap<>();
        values.put("activity", KafkaMetrics.ACTIVITIES);
        values.put(
                "operation",
                Arrays.stream(S3Operation.values())
                        .map(MicrometerMetrics::label)
                        .toList());
        values.put(
                "status", Arrays.stream(S3Status.values()).map(S3Status::label).toList());
        values.put("reason of sealed batches", labels(SealReason.values()));
        values.put("reason of dead letters", labels(FailureReason.values()));
        values.put(
                "reason of retries",
                labels(Arrays.stream(FailureReason.values())
                        .filter(reason -> reason.category() == Category.RETRIABLE)
                        .toArray(FailureReason[]::new)));
        return values;
    }

    private static List<String> labels(SealReason... reasons) {
        return Arrays.stream(reasons).map(SealReason::label).toList();
    }

    private static List<String> labels(FailureReason... reasons) {
        return Arrays.stream(reasons).map(FailureReason::label).toList();
    }

    /** The tables of the README. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("| metric | type | labels | what it is |\n|---|---|---|---|\n");
        for (Row row : rows()) {
            text.append("| `%s` | %s | %s | %s |\n".formatted(row.name(), row.type(), code(row.labels()), row.doc()));
        }
        text.append("\n| label | values |\n|---|---|\n");
        labelValues().forEach((label, values) -> text.append("| %s | %s |\n".formatted(label, code(values))));
        return text.toString();
    }

    private static String code(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
