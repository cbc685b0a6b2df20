package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as aligned lines of plain text. */
final class TextTable {

    private static final int GAP = 2;

    private TextTable() {}

    /** A line of titles, and a line for each row, all to the left. */
    static List<String> lines(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(titles));
        all.addAll(rows);
        return lines(all, titles.size());
    }

    /** The same in 80 columns: the last cell of a row goes on below itself. Only words may be longer. */
    static List<String> wrapped(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(titles));
        all.addAll(rows);
        int last = titles.size() - 1;
        List<String> before =
                lines(all.stream().map(row -> row.subList(0, last)).toList(), last);
        int indent = before.stream().mapToInt(String::length).max().orElse(0) + GAP;
        String next = " ".repeat(Math.min(indent, HelpStyle.COLUMNS / 2));
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < all.size(); row++) {
            String first = before.get(row) + " ".repeat(indent - before.get(row).length());
            HelpStyle.wrapped(first, next, all.get(row).get(last)).lines().forEach(lines::add);
        }
        return lines;
    }

    /** The first {@code leftColumns} to the left, the others, which are numbers, to the right. All rows are as long. */
    static List<String> lines(List<List<String>> rows, int leftColumns) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths, leftColumns)).toList();
    }

    private static String line(List<String> row, int[] widths, int leftColumns) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(" ".repeat(column == 0 ? 0 : GAP))
                    .append(column < leftColumns ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }
}
