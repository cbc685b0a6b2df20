package dev.sluice.bench;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Medians and ranges of all rounds, as a table in Markdown. */
final class Report {

    private Report() {}

    static String of(BenchmarkOptions options, Map<String, List<Measurement>> measurements) {
        StringBuilder report = new StringBuilder();
        report.append(String.format(
                Locale.ROOT,
                "%n%,d transactions of %.0f bytes after %,d to warm up, %d partitions, %d folders, %s; heap %s; "
                        + "JDK %s on %d cores%n%n",
                options.records(),
                (double) measurements.values().iterator().next().get(0).jsonBytes() / options.records(),
                options.warmUp(),
                options.partitions(),
                options.paths(),
                options.codec(),
                options.heap(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors()));
        report.append("| | records/s | range | × naive | MB/s | CPU s a million | × naive | peak RSS, MiB | GC, s "
                + "| bytes allocated a record | changelog, % of JSON | S3, MB | objects |\n");
        report.append("|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        List<Measurement> naive = measurements.getOrDefault("naive", List.of());
        measurements.forEach((name, rounds) -> report.append(line(name, rounds, naive)));
        return report.toString();
    }

    private static String line(String name, List<Measurement> rounds, List<Measurement> naive) {
        double[] speeds = rounds.stream()
                .mapToDouble(Measurement::recordsPerSecond)
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f – %,.0f | %s | %.0f | %.2f | %s | %.0f | %.2f | %,.0f | %.1f | %.0f | %.0f |%n",
                name,
                median(rounds, Measurement::recordsPerSecond),
                speeds[0],
                speeds[speeds.length - 1],
                ratio(rounds, naive, Measurement::recordsPerSecond),
                median(rounds, Measurement::megabytesPerSecond),
                median(rounds, Measurement::cpuSecondsPerMillion),
                ratio(rounds, naive, Measurement::cpuSecondsPerMillion),
                median(rounds, measurement -> measurement.peakResidentBytes() / 1024.0 / 1024),
                median(rounds, Measurement::collectingSeconds),
                median(rounds, Measurement::allocatedBytesPerRecord),
                100 * median(rounds, Measurement::changelogShare),
                median(rounds, measurement -> measurement.written().objectBytes() / 1e6),
                median(rounds, measurement -> measurement.written().objects()));
    }

    /** The same figures for the file that the plot is drawn from. */
    static List<Figure> figures(Map<String, List<Measurement>> measurements) {
        return measurements.entrySet().stream()
                .map(entry -> figure(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Figure figure(String name, List<Measurement> rounds) {
        DoubleSummaryStatistics speeds =
                rounds.stream().mapToDouble(Measurement::recordsPerSecond).summaryStatistics();
        return new Figure(
                "service",
                name,
                median(rounds, Measurement::recordsPerSecond),
                OptionalDouble.of(speeds.getMin()),
                OptionalDouble.of(speeds.getMax()),
                median(rounds, Measurement::cpuSecondsPerMillion),
                Math.round(median(rounds, measurement -> measurement.peakResidentBytes() / 1024.0 / 1024)));
    }

    private static String ratio(
            List<Measurement> rounds, List<Measurement> naive, ToDoubleFunction<Measurement> figure) {
        return naive.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.2f", median(rounds, figure) / median(naive, figure));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
