package dev.sluice.verify;

import dev.sluice.verify.Problem.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The problems that were found, counted by kind with the first of each kind kept, and notes on what is no problem. */
final class Problems {

    static final int KEPT_OF_A_KIND = 1_000;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0080-\u009f\\p{Cf}]");

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Problem>> kept = new EnumMap<>(Kind.class);
    private final List<String> notes = new ArrayList<>();

    /** {@code details} are names and values in turn; control characters of the text are escaped. */
    void add(Kind kind, String text, Object... details) {
        counts.merge(kind, 1L, Long::sum);
        List<Problem> ofKind = kept.computeIfAbsent(kind, k -> new ArrayList<>());
        if (ofKind.size() < KEPT_OF_A_KIND) {
            Map<String, Object> named = new LinkedHashMap<>();
            for (int i = 0; i < details.length; i += 2) {
                named.put((String) details[i], details[i + 1]);
            }
            ofKind.add(new Problem(kind, escaped(text), named));
        }
    }

    /** Whoever may write an object or a topic chooses some of the text, and it is printed on terminals. */
    private static String escaped(String text) {
        return CONTROL.matcher(text)
                .replaceAll(control -> "\\\\u%04x".formatted(control.group().codePointAt(0)));
    }

    /** What a reader of the verdict should know. */
    void note(String text) {
        notes.add(escaped(text));
    }

    List<String> notes() {
        return notes;
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    List<Problem> kept() {
        return kept.values().stream().flatMap(List::stream).toList();
    }
}
