package dev.sluice.bench;

import dev.sluice.testing.ProgramOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * The run of the benchmarks, which ends with a table in Markdown.
 *
 * <p>JMH measures all forks of a benchmark in a row. Here each benchmark has one fork per round, so that a machine that
 * is busy for a while is so for all of them.
 */
public final class Benchmarks {

    private static final int ROUNDS = 3;

    private Benchmarks() {}

    /** Runs the benchmarks that the regular expression {@code bench} matches, with JMH's own options in {@code jmh}. */
    public static void main(String[] args) throws Exception {
        Properties set = ProgramOptions.of(args);
        CommandLineOptions given = new CommandLineOptions(words(set.getProperty("jmh", "")));
        Options options = new OptionsBuilder()
                .parent(given)
                .include("\\.(" + set.getProperty("bench", "sluice|tree|tokens.*") + ")$")
                .forks(1)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .shouldFailOnError(true)
                .build();
        System.out.print(report(run(options, given.getForkCount().orElse(ROUNDS))));
    }

    private static String[] words(String text) {
        return text.isBlank() ? new String[0] : text.strip().split("\\s+");
    }

    private static List<RunResult> run(Options options, int rounds) throws RunnerException {
        Map<String, List<BenchmarkResult>> forks = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            System.out.printf("%n# Round %d of %d%n", round, rounds);
            for (RunResult result : new Runner(options).run()) {
                forks.computeIfAbsent(result.getParams().id(), id -> new ArrayList<>())
                        .addAll(result.getBenchmarkResults());
            }
        }
        return forks.values().stream()
                .map(results -> new RunResult(results.get(0).getParams(), results))
                .toList();
    }

    private static String report(List<RunResult> results) {
        List<Row> rows = results.stream().map(Row::of).toList();
        StringBuilder report = new StringBuilder();
        report.append("%n%s; JDK %s on %d cores%n%n"
                .formatted(
                        Workload.description(),
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors()));
        report.append(
                "| benchmark | schema | CPU ns a record | quartiles | bytes allocated | speed, × `tree` | × `tokens` |\n");
        report.append("|---|---|--:|---|--:|--:|--:|\n");
        rows.forEach(row -> report.append(row.markdown(rows)));
        return report.toString();
    }

    /**
     * One line of the table.
     *
     * @param nanos of CPU time for a record: the median of all forks' iterations, and the quartiles around it
     * @param bytes allocated for a record, the median as well
     */
    private record Row(String benchmark, String schema, double nanos, double lower, double upper, double bytes) {

        static Row of(RunResult result) {
            String name = result.getParams().getBenchmark();
            String schema = result.getParams().getParam("schema");
            String rows = result.getParams().getParam("rows");
            Statistics nanos = statistics(result, CpuTimeProfiler.NANOS_PER_OPERATION);
            return new Row(
                    name.substring(name.lastIndexOf('.') + 1),
                    schema != null ? schema.toLowerCase(Locale.ROOT) : rows != null ? rows + " rows" : "",
                    nanos.getPercentile(50),
                    nanos.getPercentile(25),
                    nanos.getPercentile(75),
                    statistics(result, "gc.alloc.rate.norm").getPercentile(50));
        }

        private static Statistics statistics(RunResult result, String measure) {
            return result.getSecondaryResults().get(measure).getStatistics();
        }

        String markdown(List<Row> rows) {
            return "| `%s` | %s | %,.0f | %,.0f – %,.0f | %,.0f | %s | %s |%n"
                    .formatted(
                            benchmark,
                            schema,
                            nanos,
                            lower,
                            upper,
                            bytes,
                            speedAgainst("tree", schema, rows),
                            speedAgainst("tokens", "", rows));
        }

        private String speedAgainst(String otherBenchmark, String otherSchema, List<Row> rows) {
            return rows.stream()
                    .filter(row -> row.benchmark.equals(otherBenchmark) && row.schema.equals(otherSchema))
                    .map(row -> String.format("%.2f", row.nanos / nanos))
                    .findAny()
                    .orElse("");
        }
    }
}
