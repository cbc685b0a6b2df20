package dev.sluice.cli.dlq;

import dev.sluice.cli.terminal.Tables;
import dev.sluice.deadletters.DeadLetterCounts;
import dev.sluice.deadletters.DeadLetterCounts.Count;
import dev.sluice.deadletters.TimeHistogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The counts of dead letters for people, within {@value #COLUMNS} columns. */
final class DeadLetterCountsText {

    static final int COLUMNS = 80;
    private static final int MAX_ROWS = 40;
    private static final int REASON_COLUMNS = 20;
    private static final int FIELD_COLUMNS = 34;
    private static final int SOURCE_COLUMNS = REASON_COLUMNS + FIELD_COLUMNS;
    private static final int BAR_COLUMNS = 40;

    private DeadLetterCountsText() {}

    static List<String> lines(String topic, DeadLetterCounts counts) {
        List<String> lines = new ArrayList<>();
        Count total = counts.total();
        lines.add(cut(
                Tables.number(total.letters()) + " dead letters in " + topic + ", " + Tables.number(total.replayed())
                        + " of them replayed",
                COLUMNS));
        if (total.letters() == 0) {
            return lines;
        }
        List<List<String>> causes = new ArrayList<>();
        causes.add(List.of("REASON", "FIELD", "LETTERS", "REPLAYED"));
        counts.byCause()
                .forEach((cause, count) -> causes.add(List.of(
                        cut(cause.reason(), REASON_COLUMNS),
                        cause.field().isEmpty() ? "(the record)" : cut(cause.field(), FIELD_COLUMNS),
                        Tables.number(count.letters()),
                        Tables.number(count.replayed()))));
        addTable(lines, causes, 2);

        List<List<String>> sources = new ArrayList<>();
        sources.add(List.of("SOURCE TOPIC", "LETTERS", "REPLAYED"));
        counts.bySource()
                .forEach((source, count) -> sources.add(List.of(
                        cut(source, SOURCE_COLUMNS), Tables.number(count.letters()), Tables.number(count.replayed()))));
        addTable(lines, sources, 1);
        addHistogram(lines, counts.times());
        return lines;
    }

    private static void addTable(List<String> lines, List<List<String>> rows, int leftColumns) {
        lines.add("");
        lines.addAll(Tables.lines(rows.subList(0, Math.min(rows.size(), MAX_ROWS + 1)), leftColumns));
        if (rows.size() > MAX_ROWS + 1) {
            lines.add("… and " + (rows.size() - MAX_ROWS - 1) + " more rows; --json prints all");
        }
    }

    private static void addHistogram(List<String> lines, TimeHistogram times) {
        Map<Long, Long> counts = times.counts();
        long highest = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FAILED AT", "LETTERS", ""));
        counts.forEach((start, count) -> {
            // Rounded up, so that every bucket with a letter has a bar.
            int bar = (int) ((count * BAR_COLUMNS + highest - 1) / highest);
            rows.add(List.of(
                    Instant.ofEpochMilli(start).toString(),
                    Tables.number(count),
                    "#".repeat(bar) + " ".repeat(BAR_COLUMNS - bar)));
        });
        lines.add("");
        lines.addAll(Tables.lines(rows, 1));
    }

    private static String cut(String text, int columns) {
        String printable = Payload.printable(text);
        return printable.length() <= columns ? printable : printable.substring(0, columns - 1) + "…";
    }
}
