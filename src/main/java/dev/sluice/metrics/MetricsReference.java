package dev.sluice.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of all metrics, rendered from their declarations. */
public final class MetricsReference {

    private MetricsReference() {}

    /**
     * One metric as {@code /metrics} has it.
     *
     * @param type Prometheus' word
     */
    public record Row(String name, String type, List<String> labels, String doc) {}

    /** Every metric of Sluice's own, and every one of Kafka's that it exposes. */
    public static List<Row> rows() {
        return Stream.concat(
                        Arrays.stream(Metric.values())
                                .map(metric -> new Row(
                                        metric.prometheusName(),
                                        metric.type().prometheusType(),
                                        metric.labels().stream().map(Label::key).toList(),
                                        metric.doc())),
                        Arrays.stream(KafkaMetric.values())
                                .map(metric -> new Row(
                                        metric.prometheusName(),
                                        metric.type().prometheusType(),
                                        metric.labels(),
                                        metric.doc())))
                .toList();
    }

    /** The values of each label by its title, without those that come at run time. */
    private static Map<String, List<String>> labelValues() {
        Map<String, List<String>> values = new TreeMap<>();
        values.put("activity", KafkaMetrics.ACTIVITIES);
        for (Label label : Label.values()) {
            if (!label.isOpen()) {
                values.put(label.title(), label.known());
            }
        }
        return values;
    }

    /** The two tables of the reference page. */
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
