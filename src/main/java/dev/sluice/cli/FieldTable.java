package dev.sluice.cli;

import dev.sluice.mapping.schema.MappedField;
import java.util.List;

/** The fields of a mapping as a table in plain text, a line each under a line of titles. */
final class FieldTable {

    private FieldTable() {}

    static List<String> lines(List<MappedField> fields) {
        return TextTable.lines(
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
