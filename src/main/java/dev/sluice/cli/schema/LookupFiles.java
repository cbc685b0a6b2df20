package dev.sluice.cli.schema;

import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.lookup.LookupTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Lookup tables read from files: JSON objects, one per line, whose first field is the key. Of two rows with the same key
 * the later one counts, as in a compacted topic. A table without a file is empty.
 */
final class LookupFiles implements LookupTables {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Map<LookupKey, LookupRow>> tables = new HashMap<>();

    /** Reads the files. The file of a table that the mapping does not read is a mistake. */
    static LookupFiles read(Mapping mapping, List<LookupFile> files) throws UnusableFileException {
        LookupFiles lookups = new LookupFiles();
        for (LookupFile file : files) {
            String table = file.table();
            if (!mapping.lookupTables().contains(table)) {
                throw new UnusableFileException(
                        "--lookup " + table,
                        "the schema reads no such lookup table; " + remedy(mapping.lookupTables()));
            }
            lookups.tables.put(table, rows(mapping.rowReader(table), file.path()));
        }
        return lookups;
    }

    private static String remedy(Set<String> tables) {
        return tables.isEmpty() ? "leave it out" : "expected " + String.join(", ", new TreeSet<>(tables));
    }

    private static Map<LookupKey, LookupRow> rows(LookupRowReader reader, Path file) throws UnusableFileException {
        Map<LookupKey, LookupRow> rows = new HashMap<>();
        try (Lines lines = Lines.of(file)) {
            while (lines.next()) {
                byte[] json = lines.bytes();
                LookupRow row = row(reader, json, lines);
                rows.put(LookupKey.of(firstField(json, lines).getBytes(StandardCharsets.UTF_8)), row);
            }
        }
        return rows;
    }

    private static LookupRow row(LookupRowReader reader, byte[] json, Lines lines) throws UnusableFileException {
        try {
            return reader.read(json);
        } catch (RecordRefusedException e) {
            throw new UnusableFileException(lines.place(), e.failure().message());
        }
    }

    private static String firstField(byte[] json, Lines lines) throws UnusableFileException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            if (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                JsonToken key = parser.nextToken();
                if (key.isScalarValue() && key != JsonToken.VALUE_NULL) {
                    return parser.getString();
                }
            }
        } catch (JacksonException e) {
            // Reported below, without what the parser quotes of the row.
        }
        throw new UnusableFileException(
                lines.place(), "the row has no key; let its first field be one, a text or a number");
    }

    @Override
    public LookupTable table(String name) {
        return LookupTable.of(tables.getOrDefault(name, Map.of()));
    }
}
