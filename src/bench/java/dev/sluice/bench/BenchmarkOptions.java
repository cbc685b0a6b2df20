package dev.sluice.bench;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What to measure, from system properties that begin with {@code bench.}.
 *
 * @param contenders {@code sluice}, {@code limit}, {@code naive}
 * @param records transactions that are measured
 * @param warmUp transactions before them
 * @param paths event-time folders that the transactions take turns at
 * @param padding bytes of JSON that no field reads, in each transaction
 * @param input a file with a transaction a line, instead of generated ones
 * @param schema what the service converts them to
 * @param settings more of the service's variables
 */
record BenchmarkOptions(
        List<String> contenders,
        int rounds,
        int records,
        int warmUp,
        int partitions,
        int threads,
        int paths,
        int padding,
        String codec,
        String heap,
        Optional<Path> input,
        Path schema,
        Map<String, String> settings) {

    private static final int OBJECT_RECORDS = 50_000;

    static BenchmarkOptions of(Properties properties) {
        Reader reader = new Reader(properties);
        return new BenchmarkOptions(
                List.of(reader.text("contenders", "sluice,limit,naive").split(",")),
                reader.number("rounds", 3),
                reader.number("records", 3_000_000),
                reader.number("warmup", 10_000_000),
                reader.number("partitions", 2),
                reader.number("threads", 1),
                reader.number("paths", 1),
                reader.number("padding", 0),
                reader.text("codec", "zstandard"),
                reader.text("heap", "256m"),
                Optional.of(reader.text("input", ""))
                        .filter(file -> !file.isBlank())
                        .map(Path::of),
                Path.of(reader.text("schema", BenchmarkSchema.SHIPPED.toString())),
                settings(reader.text("settings", "")));
    }

    BenchmarkOptions {
        // Then the last record of a run fills the last object, and nothing waits for its age.
        requireMultiple("records", records, partitions * paths);
        requireMultiple("warmup", warmUp, partitions * paths);
    }

    private static void requireMultiple(String name, int value, int of) {
        if (value <= 0 || value % of != 0) {
            throw new IllegalArgumentException(
                    "-Dbench." + name + " is " + value + ", which does not spread evenly over " + of
                            + " folders of all partitions; choose a multiple of " + of);
        }
    }

    /** Records at which an object is sealed: some 50,000, and each folder of each partition gets whole objects. */
    int recordsAnObject() {
        int folder = BigInteger.valueOf(records / partitions / paths)
                .gcd(BigInteger.valueOf(warmUp / partitions / paths))
                .intValueExact();
        int objects = Math.max(1, Math.round((float) folder / OBJECT_RECORDS));
        while (folder % objects != 0) {
            objects++;
        }
        return folder / objects;
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new TreeMap<>();
        for (String setting : text.isEmpty() ? new String[0] : text.split(";")) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("-Dbench.settings wants NAME=VALUE;…, not '" + setting + "'");
            }
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return settings;
    }

    private record Reader(Properties properties) {

        String text(String name, String otherwise) {
            String value = properties.getProperty("bench." + name, "");
            return value.isBlank() ? otherwise : value;
        }

        int number(String name, int otherwise) {
            String value = text(name, "");
            try {
                return value.isEmpty() ? otherwise : Integer.parseInt(value.replace("_", ""));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("-Dbench." + name + " wants a whole number, not '" + value + "'");
            }
        }
    }
}
