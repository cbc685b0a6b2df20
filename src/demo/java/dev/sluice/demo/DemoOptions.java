package dev.sluice.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a user of the demo can choose.
 *
 * @param input newline-delimited JSON to feed in place of generated transactions
 * @param schema the Avro schema with the mapping, in place of the product's own
 * @param lookups lookup table name to its rows, newline-delimited JSON whose first field is the key
 * @param records how many transactions to generate
 * @param keep whether to leave the broker and S3 running at the end
 */
record DemoOptions(Optional<Path> input, Optional<Path> schema, Map<String, Path> lookups, int records, boolean keep) {

    /**
     * Reads {@code input}, {@code schema}, {@code lookups} ({@code name=FILE,name=FILE}), {@code records}, {@code
     * keep}.
     *
     * @throws UnusableOptionException naming the option and what is wrong with it
     */
    static DemoOptions of(Properties properties) {
        Map<String, Path> lookups = new LinkedHashMap<>();
        for (String entry : properties.getProperty("lookups", "").split(",")) {
            if (!entry.isBlank()) {
                int equals = entry.indexOf('=');
                if (equals < 1) {
                    throw new UnusableOptionException("-Dlookups wants name=FILE,name=FILE and has " + entry);
                }
                lookups.put(entry.substring(0, equals).strip(), readable("lookups", entry.substring(equals + 1)));
            }
        }
        return new DemoOptions(
                file(properties, "input"),
                file(properties, "schema"),
                lookups,
                positive("records", properties.getProperty("records", "200000")),
                Boolean.parseBoolean(properties.getProperty("keep")));
    }

    private static Optional<Path> file(Properties properties, String option) {
        String file = properties.getProperty(option, "");
        return file.isBlank() ? Optional.empty() : Optional.of(readable(option, file));
    }

    private static Path readable(String option, String file) {
        Path path = Path.of(file.strip());
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new UnusableOptionException("-D" + option + ": there is no readable file " + path.toAbsolutePath());
        }
        return path;
    }

    private static int positive(String option, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UnusableOptionException("-D" + option + " wants a number of at least 1 and has " + text);
    }
}
