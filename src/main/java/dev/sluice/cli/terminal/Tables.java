package dev.sluice.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Rows of cells as aligned lines of plain text; every row has a cell for each column. */
public final class Tables {

    private static final int GAP = 2;

    private Tables() {}

    /** A line of titles and a line for each row, all columns aligned to the left. */
    public static List<String> lines(List<String> titles, List<List<String>> rows) {
        return lines(with(titles, rows), titles.size());
    }

    /** As {@link #lines(List, List)} in 80 columns: the last cell of a row continues below itself. */
    public static List<String> wrapped(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = with(titles, rows);
        int last = titles.size() - 1;
        int indent =
                IntStream.range(0, last).map(column -> width(all, column) + GAP).sum();
        int nextIndent = Math.min(indent, HelpStyle.COLUMNS / 2);
        List<List<String>> before =
                all.stream().map(row -> row.subList(0, last)).toList();
        List<String> heads = lines(before, last);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < all.size(); row++) {
            String head = heads.get(row) + " ".repeat(indent - heads.get(row).length());
            HelpStyle.wrapped(head, " ".repeat(nextIndent), all.get(row).get(last))
                    .lines()
                    .forEach(lines::add);
        }
        return lines;
    }

    /** The first {@code leftColumns} aligned to the left, the others, which are numbers, to the right. */
    public static List<String> lines(List<List<String>> rows, int leftColumns) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> width(rows, column))
                .toArray();
        TextTable table = TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                IntStream.range(0, widths.length)
                        .mapToObj(column ->
                                new Column(widths[column] + indent(column), indent(column), Overflow.TRUNCATE))
                        .toArray(Column[]::new));
        for (List<String> row : rows) {
            table.addRowValues(IntStream.range(0, widths.length)
                    .mapToObj(column -> column < leftColumns
                            ? row.get(column)
                            : " ".repeat(widths[column] - row.get(column).length()) + row.get(column))
                    .toArray(String[]::new));
        }
        return table.toString().lines().toList();
    }

    private static int indent(int column) {
        return column == 0 ? 0 : GAP;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static List<List<String>> with(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(titles));
        all.addAll(rows);
        return all;
    }

    /** A number with thousands separators: {@code 1,234,567}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
