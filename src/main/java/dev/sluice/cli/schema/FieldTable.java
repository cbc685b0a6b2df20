package dev.sluice.cli.schema;

import dev.sluice.cli.terminal.Tables;
import dev.sluice.mapping.schema.MappedField;
import java.util.List;

/** The fields of a mapping as a table in plain text: a line of titles, and a line per field. */
final class FieldTable {

    private FieldTable() {}

    static List<String> lines(List<MappedField> fields) {
        return Tables.lines(
                List.of("FIELD", "TYPE", "SOURCE", "WHEN ABSENT", "RULES"),
                fields.stream()
                        .map(field -> List.of(
                                field.path(),
                                field.type(),
                                field.source(),
                                field.whenAbsent(),
                                String.join("; ", field.rules())))
                        .toList());
    }
}
