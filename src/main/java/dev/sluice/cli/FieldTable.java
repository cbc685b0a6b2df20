package dev.sluice.cli;

import dev.sluice.mapping.MappedField;
import java.util.ArrayList;
import java.util.List;

/** The fields of a mapping as a table in plain text, a line each under a line of titles. */
final class FieldTable {

    private FieldTable() {}

    static List<String> lines(List<MappedField> fields) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FIELD", "TYPE", "SOURCE", "WHEN ABSENT", "RULES"));
        for (MappedField field : fields) {
            rows.add(List.of(
                    field.path(), field.type(), field.source(), field.whenAbsent(), String.join("; ", field.rules())));
        }
        return TextTable.lines(rows, rows.get(0).size());
    }
}
