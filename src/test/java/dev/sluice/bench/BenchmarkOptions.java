package dev.sluice.bench;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure, from system properties that begin with {@code bench.}.
 *
 * @param contenders {@code sluice}, {@code limit}, {@code naive}
 * @param records transactions that are measured
 * @param warmUp transactions before them
 * @param paths event-time folders that the transactions take turns at
 * @param padding bytes of JSON that no field reads, in each transaction
 * @param input a file with a transaction a line, instead of generated ones
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
        Optional<Path> input) {

    private static final int OBJECT_RECORDS = 50_000;

    static BenchmarkOptions ofSystemProperties() {
        return new BenchmarkOptions(
                List.of(text("contenders", "sluice,limit,naive").split(",")),
                number("rounds", 3),
                number("records", 3_000_000),
                number("warmup", 1_000_000),
                number("partitions", 2),
                number("threads", 1),
                number("paths", 1),
                number("padding", 0),
                text("codec", "zstandard"),
                text("heap", "256m"),
                Optional.of(text("input", "")).filter(file -> !file.isBlank()).map(Path::of));
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

    private static String text(String name, String otherwise) {
        String value = System.getProperty("bench." + name, "");
        return value.isBlank() ? otherwise : value;
    }

    private static int number(String name, int otherwise) {
        String value = text(name, "");
        try {
            return value.isEmpty() ? otherwise : Integer.parseInt(value.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-Dbench." + name + " wants a whole number, not '" + value + "'");
        }
    }
}
