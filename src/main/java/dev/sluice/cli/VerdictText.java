package dev.sluice.cli;

import static dev.sluice.cli.terminal.Tables.number;

import dev.sluice.cli.terminal.Tables;
import dev.sluice.verify.Problem;
import dev.sluice.verify.Problem.Kind;
import dev.sluice.verify.Verdict;
import dev.sluice.verify.Verdict.ObjectCounts;
import dev.sluice.verify.Verdict.PartitionCounts;
import dev.sluice.verify.Verdict.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The verdict for people: a table, the objects, each problem, and one sentence. */
final class VerdictText {

    private static final int SHOWN_OF_A_KIND = 10;

    private enum Column {
        RECORDS(PartitionCounts::records),
        LANDED(counts -> counts.in(Place.LANDED)),
        DEAD_LETTERED(counts -> counts.in(Place.DEAD_LETTERED)),
        IGNORED(counts -> counts.in(Place.IGNORED)),
        PENDING(counts -> counts.in(Place.PENDING)),
        NOT_READ(counts -> counts.in(Place.NOT_READ)),
        DAMAGED(counts -> counts.in(Place.DAMAGED)),
        LOST(counts -> counts.in(Place.LOST)),
        DOUBLED(PartitionCounts::doubled);

        final ToLongFunction<PartitionCounts> count;

        Column(ToLongFunction<PartitionCounts> count) {
            this.count = count;
        }

        String title() {
            return name().replace('_', ' ');
        }
    }

    private VerdictText() {}

    static List<String> lines(Verdict verdict) {
        List<String> lines = new ArrayList<>(table(verdict));
        lines.add("");
        lines.add(objects(verdict.objects()));
        if (!verdict.problems().isEmpty()) {
            lines.add("");
            verdict.problems().forEach((kind, count) -> addProblems(lines, verdict, kind, count));
        }
        List<String> notes = new ArrayList<>(verdict.notes());
        if (verdict.total(PartitionCounts::records) == 0) {
            notes.add("no record is in this range, so nothing was verified");
        }
        if (!notes.isEmpty()) {
            lines.add("");
            notes.forEach(note -> lines.add("note: " + note));
        }
        lines.add("");
        lines.add(sentence(verdict));
        return lines;
    }

    private static List<String> table(Verdict verdict) {
        List<List<String>> rows = new ArrayList<>();
        List<String> titles = new ArrayList<>(List.of("PARTITION", "OFFSETS"));
        for (Column column : Column.values()) {
            titles.add(column.title());
        }
        rows.add(titles);
        for (PartitionCounts counts : verdict.partitions()) {
            List<String> row = new ArrayList<>();
            row.add(counts.topic() + "-" + counts.partition());
            row.add(counts.from() == counts.to() ? "none" : counts.from() + " to " + (counts.to() - 1));
            for (Column column : Column.values()) {
                row.add(number(column.count.applyAsLong(counts)));
            }
            rows.add(row);
        }
        rows.add(totals(verdict));
        return Tables.lines(rows, 1);
    }

    private static List<String> totals(Verdict verdict) {
        List<String> totals = new ArrayList<>(List.of("total", ""));
        for (Column column : Column.values()) {
            totals.add(number(verdict.total(column.count)));
        }
        return totals;
    }

    private static String objects(ObjectCounts counts) {
        String text = "objects: " + number(counts.announced()) + " announced, " + number(counts.bytes()) + " bytes; "
                + (counts.areOpened()
                        ? number(counts.opened()) + " read to the end and as announced, "
                                + number(counts.offsetsCompared()) + " of them offset by offset"
                        : "none opened");
        return counts.uploading() == 0
                ? text
                : text + "; " + number(counts.uploading()) + " more uploaded, not announced yet";
    }

    private static void addProblems(List<String> lines, Verdict verdict, Kind kind, long count) {
        List<Problem> first = verdict.first().stream()
                .filter(problem -> problem.kind() == kind)
                .limit(SHOWN_OF_A_KIND)
                .toList();
        first.forEach(problem -> lines.add(words(kind) + ": " + problem.text()));
        if (count > first.size()) {
            lines.add(words(kind) + ": … and " + number(count - first.size()) + " more");
        }
    }

    private static String words(Kind kind) {
        return kind.label().replace('_', ' ');
    }

    /** The verdict in one sentence. */
    static String sentence(Verdict verdict) {
        String trust = verdict.objects().areOpened() ? "" : " The manifest was trusted: no object was opened.";
        if (!verdict.isWhole()) {
            String found = verdict.problems().entrySet().stream()
                    .map(entry -> count(verdict, entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
            return "Not whole: " + found + "." + trust;
        }
        return "Whole: each of " + number(verdict.total(PartitionCounts::records))
                + " records is in exactly one place, " + number(verdict.total(Place.PENDING))
                + " of them pending, " + number(verdict.total(Place.NOT_READ)) + " not read yet." + trust;
    }

    private static String count(Verdict verdict, Kind kind, long problems) {
        return switch (kind) {
            case LOST -> number(verdict.total(Place.LOST)) + " records lost";
            case DOUBLED -> number(verdict.total(PartitionCounts::doubled)) + " records doubled";
            default -> words(kind) + " × " + number(problems);
        };
    }
}
