package dev.sluice.helm;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of metrics: those that an expression reads, and those that there are. */
final class MetricNames {

    private static final String TABLE_BEGINS = "<!-- generated: metrics -->";
    private static final String TABLE_ENDS = "<!-- /generated -->";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|");

    /** Where PromQL has names of labels: texts, matchers, grouping; and ranges. */
    private static final Pattern LABELS = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]" + "|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    /** What of the rest is no metric: functions, operators, numbers and durations. */
    private static final Pattern OPERATIONS =
            Pattern.compile("\\w+\\s*(?=\\()|\\b(and|or|unless|offset|bool)\\b|\\b\\d[\\w.]*");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");

    private MetricNames() {}

    /** All metrics that a PromQL expression reads. */
    static Set<String> readBy(String expression) {
        String unlabelled = LABELS.matcher(expression).replaceAll(" ");
        return NAME.matcher(OPERATIONS.matcher(unlabelled).replaceAll(" "))
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The series of the table in docs/reference/metrics.md, a histogram's three among them, and those of the JVM. */
    static Set<String> documented() throws IOException {
        String page = Files.readString(Path.of("docs", "reference", "metrics.md"));
        String table = page.substring(page.indexOf(TABLE_BEGINS), page.indexOf(TABLE_ENDS));
        return Stream.concat(
                        ROW.matcher(table).results().flatMap(row -> series(row.group(1), row.group(2))),
                        ofTheJvm().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> series(String name, String type) {
        return type.equals("histogram") ? Stream.of(name + "_bucket", name + "_sum", name + "_count") : Stream.of(name);
    }

    private static Set<String> ofTheJvm() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }
}
