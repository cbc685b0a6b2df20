package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/performance.svg, docs/performance.csv and the tables of docs/performance.md say the same. */
class PerformancePlotTest {

    private static final Path PAGE = Path.of("docs", "performance.md");

    @Test
    void plot_isDrawnFromTheFigures() throws IOException {
        assertThat(PerformancePlot.PLOT)
                .as("draw it with ./mvnw -Pbench -Dbench.main=PerformancePlot")
                .hasContent(PerformancePlot.svg(Figure.read(PerformancePlot.FIGURES)));
    }

    @Test
    void figures_areThoseOfTheTables() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| "))
                .toList();

        assertThat(Figure.read(PerformancePlot.FIGURES)).hasSizeGreaterThan(10).allSatisfy(figure -> {
            String recordsPerSecond = String.format(Locale.ROOT, "| %,.0f |", figure.recordsPerSecond());
            String cpu = String.format(Locale.ROOT, "| %.2f |", figure.cpuSecondsPerMillion());
            String name = figure.name().matches("\\d+")
                    ? String.format(Locale.ROOT, "%,d", Integer.valueOf(figure.name()))
                    : figure.name();
            assertThat(rows)
                    .as("%s", figure)
                    .anyMatch(row -> row.contains(name) && row.contains(recordsPerSecond) && row.contains(cpu));
        });
    }

    @Test
    void file_keepsTheFiguresOfOtherCharts(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("bench.csv");
        Figure service = figure("service", "sluice", 100);
        Figure threads = figure("threads", "1", 50);
        Figure faster = figure("threads", "1", 60);

        Figure.write(file, List.of(service, threads));
        Figure.write(file, List.of(faster));

        assertThat(Figure.read(file)).containsExactly(service, faster);
    }

    private static Figure figure(String chart, String name, double recordsPerSecond) {
        return new Figure(chart, name, recordsPerSecond, OptionalDouble.of(1), OptionalDouble.empty(), 1.25, 400);
    }
}
