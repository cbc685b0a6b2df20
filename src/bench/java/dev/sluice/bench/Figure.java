package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One figure of a benchmark, and a line of the file that holds them.
 *
 * @param chart which figures belong together
 * @param name what was measured, or how far a thing had grown
 * @param recordsPerSecond the median of all rounds
 * @param least of the rounds; empty if there was one
 */
record Figure(
        String chart,
        String name,
        double recordsPerSecond,
        OptionalDouble least,
        OptionalDouble most,
        double cpuSecondsPerMillion,
        long peakResidentMebibytes) {

    /** Where a benchmark leaves its figures. */
    static final Path FILE = Path.of("target", "bench.csv");

    private static final String HEAD = "chart,name,records/s,least,most,CPU s a million,peak RSS MiB";

    static Figure of(String chart, String name, Measurement measurement) {
        return new Figure(
                chart,
                name,
                measurement.recordsPerSecond(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                measurement.cpuSecondsPerMillion(),
                measurement.peakResidentBytes() >> 20);
    }

    /** The figures of a file, in its order. */
    static List<Figure> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(Figure::parse).toList();
    }

    /** Writes figures to a file, in place of those that it has of the same charts. */
    static void write(Path file, List<Figure> figures) throws IOException {
        List<String> charts = figures.stream().map(Figure::chart).toList();
        List<Figure> all = new ArrayList<>(Files.exists(file) ? read(file) : List.of());
        all.removeIf(figure -> charts.contains(figure.chart));
        all.addAll(figures);
        List<String> lines = new ArrayList<>(List.of(HEAD));
        all.forEach(figure -> lines.add(figure.line()));
        Files.write(file, lines);
    }

    private static Figure parse(String line) {
        String[] cells = line.split(",", -1);
        return new Figure(
                cells[0],
                cells[1],
                Double.parseDouble(cells[2]),
                optional(cells[3]),
                optional(cells[4]),
                Double.parseDouble(cells[5]),
                Long.parseLong(cells[6]));
    }

    private static OptionalDouble optional(String cell) {
        return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%.0f,%s,%s,%.2f,%d",
                chart,
                name,
                recordsPerSecond,
                cell(least),
                cell(most),
                cpuSecondsPerMillion,
                peakResidentMebibytes);
    }

    private static String cell(OptionalDouble number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%.0f", number.getAsDouble()) : "";
    }
}
