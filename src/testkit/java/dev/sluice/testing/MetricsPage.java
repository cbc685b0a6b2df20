package dev.sluice.testing;

import dev.sluice.metrics.MetricsReference;
import dev.sluice.metrics.MetricsReference.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page in Prometheus' text format, held against the reference of metrics. */
public final class MetricsPage {

    private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private final String text;

    public MetricsPage(String text) {
        this.text = text;
    }

    private Stream<Matcher> samples() {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches);
    }

    /** How many series there are. */
    public long series() {
        return samples().count();
    }

    /** The sum of all series of that name. */
    public double sum(String name) {
        return samples()
                .filter(sample -> sample.group(1).equals(name))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .sum();
    }

    /**
     * What is documented and not there, or there under another type or with other labels; what is there and not
     * documented; and, where promtool is installed, what it says against our metrics.
     */
    public List<String> problems() throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Row row : MetricsReference.rows()) {
            if (!text.contains("# TYPE " + row.name() + " " + row.type() + "\n")) {
                problems.add(row.name() + " is not there as a " + row.type());
            }
            samples()
                    .filter(sample -> sample.group(1).matches(row.name() + "(_bucket|_count|_sum)?"))
                    .filter(sample -> !labels(sample.group(2)).equals(new TreeSet<>(row.labels())))
                    .forEach(sample -> problems.add(sample.group() + " has not the labels " + row.labels()));
        }
        Set<String> documented = MetricsReference.rows().stream().map(Row::name).collect(Collectors.toSet());
        text.lines()
                .filter(line -> line.startsWith("# TYPE sluice_"))
                .map(line -> line.split(" ")[2])
                .filter(name -> !documented.contains(name) && !documented.contains(name.replaceFirst("_max$", "")))
                .forEach(name -> problems.add(name + " is not documented"));
        problems.addAll(promtool());
        return problems;
    }

    private static Set<String> labels(String labels) {
        Set<String> names = new TreeSet<>();
        if (labels != null) {
            LABEL.matcher(labels).results().forEach(label -> names.add(label.group(1)));
        }
        names.remove("le");
        return names;
    }

    private List<String> promtool() throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return List.of(); // it is not installed
        }
        try (var in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // Of the JVM's, whose names are Micrometer's, it does not like some.
        return said.lines()
                .filter(line -> line.startsWith("sluice_") || line.contains("error"))
                .toList();
    }
}
