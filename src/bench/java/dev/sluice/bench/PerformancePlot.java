package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * {@code ./mvnw -Pbench -Dbench.main=PerformancePlot}: draws docs/performance.svg from docs/performance.csv, or from the
 * file of figures that {@code -Dbench.input} names.
 */
public final class PerformancePlot {

    static final Path FIGURES = Path.of("docs", "performance.csv");
    static final Path PLOT = Path.of("docs", "performance.svg");

    private static final int WIDTH = 820;
    private static final int HEIGHT = 300;
    private static final int PANEL = WIDTH / 2;
    private static final int TOP = 64;
    private static final int BOTTOM = HEIGHT - 44;
    private static final int BAR = 62;

    private final StringBuilder svg = new StringBuilder();

    private PerformancePlot() {}

    public static void main(String[] args) throws IOException {
        String input = System.getProperty("bench.input", "");
        Files.writeString(PLOT, svg(Figure.read(input.isBlank() ? FIGURES : Path.of(input))));
        System.out.println("written: " + PLOT);
    }

    /** Two charts side by side: the speed of the contenders, and what open folders cost. */
    static String svg(List<Figure> figures) {
        PerformancePlot plot = new PerformancePlot();
        plot.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, HEIGHT);
        plot.line("<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        plot.chart(
                0,
                "Thousand records a second, one stream thread",
                of(figures, "service"),
                "%.0f",
                figure -> figure.recordsPerSecond() / 1000);
        plot.chart(
                PANEL,
                "CPU seconds a million records, by open folders",
                of(figures, "open folders"),
                "%.1f",
                Figure::cpuSecondsPerMillion);
        plot.line("</svg>");
        return plot.svg.toString();
    }

    private static List<Figure> of(List<Figure> figures, String chart) {
        return figures.stream().filter(figure -> figure.chart().equals(chart)).toList();
    }

    private void chart(int left, String title, List<Figure> figures, String format, ToDoubleFunction<Figure> value) {
        double largest = figures.stream()
                .mapToDouble(figure ->
                        Math.max(value.applyAsDouble(figure), figure.most().orElse(0) / 1000))
                .max()
                .orElseThrow();
        double scale = (BOTTOM - TOP) / largest;
        int step = (PANEL - 40) / figures.size();
        text(left + 24, 28, "start", "#24292f", title);
        line("<path d=\"M%d %dH%d\" stroke=\"#8c959f\"/>", left + 20, BOTTOM, left + PANEL - 20);
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            double height = value.applyAsDouble(figure) * scale;
            int middle = left + 20 + step * i + step / 2;
            line(
                    "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
                    middle - BAR / 2, BOTTOM - height, BAR, height, i == 0 ? "#1f6feb" : "#afb8c1");
            if (figure.least().isPresent()) {
                line(
                        "<path d=\"M%d %.1fV%.1f\" stroke=\"#24292f\"/>",
                        middle,
                        BOTTOM - figure.least().getAsDouble() / 1000 * scale,
                        BOTTOM - figure.most().getAsDouble() / 1000 * scale);
            }
            text(
                    middle,
                    (int) (BOTTOM - Math.max(height, figure.most().orElse(0) / 1000 * scale)) - 7,
                    "middle",
                    "#24292f",
                    String.format(Locale.ROOT, format, value.applyAsDouble(figure)));
            text(middle, BOTTOM + 20, "middle", "#57606a", figure.name());
        }
    }

    private void text(int x, int y, String anchor, String colour, String text) {
        line("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y, anchor, colour, text);
    }

    private void line(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
