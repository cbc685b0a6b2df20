package dev.sluice.cli;

import dev.sluice.mapping.MappedField;
import java.util.ArrayList;
import java.util.List;

/** The fields of a mapping as a table in plain text, a line each under a line of titles. */
final class FieldTable {

    private static final int GAP = 2;

    private FieldTable() {}

    static List<String> lines(List<MappedField> fields) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FIELD", "TYPE", "SOURCE", "WHEN ABSENT", "RULES"));
        for (MappedField field : fields) {
            rows.add(List.of(
                    field.path(), field.type(), field.source(), field.whenAbsent(), String.join("; ", field.rules())));
        }
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + GAP));
        }
        return line.toString().stripTrailing();
    }
}
