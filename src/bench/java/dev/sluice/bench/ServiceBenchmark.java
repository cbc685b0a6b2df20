package dev.sluice.bench;

import dev.sluice.testing.ProgramOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code ./mvnw -Pbench}: the whole service and two plain loops, in turns, each over the same transactions. */
public final class ServiceBenchmark {

    private ServiceBenchmark() {}

    public static void main(String[] args) throws Exception {
        BenchmarkOptions options = BenchmarkOptions.of(ProgramOptions.of(args));
        Map<String, List<Measurement>> measurements = new LinkedHashMap<>();
        options.contenders().forEach(name -> measurements.put(name, new ArrayList<>()));
        try (BenchmarkRig rig = new BenchmarkRig()) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (String name : options.contenders()) {
                    Measurement measurement = rig.measure(name, options);
                    measurements.get(name).add(measurement);
                    System.out.printf(Locale.ROOT, "round %d  %-8s %s%n", round, name, measurement);
                }
            }
        }
        System.out.print(Report.of(options, measurements));
        Figure.write(Figure.FILE, Report.figures(measurements));
    }
}
