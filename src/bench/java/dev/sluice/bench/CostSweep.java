package dev.sluice.bench;

import dev.sluice.testing.ProgramOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ./mvnw -Pbench -Dbench.main=CostSweep}: what the service costs as one thing at a time grows, as a table,
 * and in the file that docs/performance.svg is drawn from. {@code -Dbench.grows=REGEX} chooses among the things.
 */
public final class CostSweep {

    private static final int LINES = 4_096;
    private static final List<String> SHORT_FIELDS = List.of("account_id", "currency", "event_time");

    private final Properties base;
    private final Pattern grows;
    private final Path directory;
    private final List<Row> rows = new ArrayList<>();

    /** One run: what grows, how far, and what it cost. */
    private record Row(String dimension, String value, Measurement measurement) {}

    private CostSweep(Path directory, Properties base) {
        this.directory = directory;
        this.base = base;
        grows = Pattern.compile(base.getProperty("bench.grows", ".*"));
        if (!base.containsKey("bench.records")) {
            base.setProperty("bench.records", "1600000");
            base.setProperty("bench.warmup", "1600000");
        }
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("sluice-sweep-");
        try {
            new CostSweep(directory, ProgramOptions.of(args)).run();
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private void run() throws Exception {
        String plain = write("plain.avsc", BenchmarkSchema.PLAIN.avsc()).toString();
        String shortSchema = write("short.avsc", shortSchema()).toString();
        String shortInput = write("short.ndjson", shortTransactions()).toString();
        try (BenchmarkRig rig = new BenchmarkRig()) {
            for (int threads : new int[] {1, 2, 4}) {
                measure(rig, "threads", threads + "", "threads=" + threads, "partitions=4");
            }
            for (int paths : new int[] {1, 10, 200, 2_000}) {
                measure(rig, "open folders", paths + "", "paths=" + paths);
            }
            measure(rig, "bytes of JSON", "100", "schema=" + shortSchema, "input=" + shortInput);
            for (int bytes : new int[] {1_000, 10_000}) {
                int fewer = bytes / 1_000 * 2;
                measure(
                        rig,
                        "bytes of JSON",
                        bytes + "",
                        "padding=" + (bytes - 402),
                        "records=" + records() / fewer,
                        "warmup=" + records() / 2 / fewer);
            }
            measure(rig, "lookup tables", "0", "schema=" + plain);
            measure(rig, "lookup tables", "3");
            for (String codec : List.of("null", "snappy", "deflate", "zstandard")) {
                measure(rig, "codec", codec, "codec=" + codec);
            }
        }
        System.out.println();
        System.out.print(table());
        Figure.write(
                Figure.FILE,
                rows.stream()
                        .map(row -> Figure.of(row.dimension, row.value, row.measurement))
                        .toList());
    }

    private int records() {
        return Integer.parseInt(base.getProperty("bench.records"));
    }

    private void measure(BenchmarkRig rig, String dimension, String value, String... settings) throws Exception {
        if (!grows.matcher(dimension).matches()) {
            return;
        }
        Properties properties = new Properties();
        properties.putAll(base);
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.setProperty("bench." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        Measurement measurement = rig.measure("sluice", BenchmarkOptions.of(properties));
        rows.add(new Row(dimension, value, measurement));
        System.out.printf(Locale.ROOT, "%-22s %-10s %s%n", dimension, value, measurement);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String shortSchema() throws IOException {
        JsonNode schema = new JsonMapper().readTree(BenchmarkSchema.PLAIN.avsc());
        ((ArrayNode) schema.required("fields"))
                .removeIf(field -> !SHORT_FIELDS.contains(field.required("name").asString()));
        return schema.toString();
    }

    /** All of one hour: so they go to one folder, as those that {@link Load} generates do, and fill whole objects. */
    private static String shortTransactions() {
        JsonMapper json = new JsonMapper();
        byte[][] transactions = Workload.transactions();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            ObjectNode transaction = (ObjectNode) json.readTree(transactions[i % transactions.length]);
            transaction.put("event_time", "2026-01-01T00:00:%02d.%03dZ".formatted(i / 1_000, i % 1_000));
            lines.append(transaction.retain(SHORT_FIELDS)).append('\n');
        }
        return lines.toString();
    }

    private String table() {
        return rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "| %s | %s | %,.0f | %.1f | %.2f | %d | %.1f | %.0f |%n",
                        row.dimension,
                        row.value,
                        row.measurement.recordsPerSecond(),
                        row.measurement.megabytesPerSecond(),
                        row.measurement.cpuSecondsPerMillion(),
                        row.measurement.peakResidentBytes() >> 20,
                        100 * row.measurement.changelogShare(),
                        row.measurement.written().objectBytes() * 1.0 / row.measurement.records()))
                .collect(Collectors.joining(
                        "",
                        "| what grows | | records/s | MB/s | CPU s a million | peak RSS, MiB | changelog, % of JSON "
                                + "| S3, bytes a record |\n|---|--:|--:|--:|--:|--:|--:|--:|\n",
                        "\n"));
    }
}
