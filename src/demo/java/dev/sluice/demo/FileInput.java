package dev.sluice.demo;

import dev.sluice.testing.ReferenceData.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The user's own files; where an option names none, what is generated stands in. */
final class FileInput implements Input {

    private static final JsonMapper JSON = new JsonMapper();

    private final DemoOptions options;
    private final GeneratedInput generated;
    private final Map<String, List<Row>> lookups = new LinkedHashMap<>();

    FileInput(DemoOptions options, GeneratedInput generated) {
        this.options = options;
        this.generated = generated;
        // The product's own schema wants its tables, given or generated; the user's has those that the user gives.
        if (options.schema().isEmpty()) {
            lookups.putAll(generated.lookups());
        }
        options.lookups().forEach((table, file) -> lookups.put(table, rows(table, file)));
    }

    @Override
    public String description() {
        return options.input().map(file -> "the lines of " + file).orElseGet(generated::description);
    }

    @Override
    public Path schema() {
        return options.schema().orElseGet(generated::schema);
    }

    @Override
    public Map<String, List<Row>> lookups() {
        return lookups;
    }

    @Override
    public Map<String, List<Row>> lateRows() {
        return options.input().isPresent() || options.lookups().containsKey("merchants")
                ? Map.of()
                : generated.lateRows();
    }

    @Override
    public Stream<Transaction> transactions() {
        return options.input().map(FileInput::transactions).orElseGet(generated::transactions);
    }

    /** The bytes of each line that is not empty: Latin-1, read and written, keeps them as they are. */
    private static Stream<Transaction> transactions(Path file) {
        try {
            return Files.lines(file, StandardCharsets.ISO_8859_1)
                    .filter(line -> !line.isBlank())
                    .map(line -> new Transaction(null, line.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows(String table, Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> new Row(firstField(line), line))
                    .toList();
        } catch (IOException | UncheckedIOException | JacksonException | IllegalArgumentException e) {
            throw new UnusableOptionException("-Dlookups: " + table
                    + " wants JSON objects, one a line, whose first field is the key; " + file + " has other lines");
        }
    }

    private static String firstField(String json) {
        JsonNode row = JSON.readTree(json);
        return row.values().stream()
                .findFirst()
                .filter(JsonNode::isValueNode)
                .orElseThrow(() -> new IllegalArgumentException("the row has no first field"))
                .asString();
    }
}
