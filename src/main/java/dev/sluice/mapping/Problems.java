package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Everything found wrong with a schema, so that it is reported at once. */
final class Problems {

    private final List<String> all = new ArrayList<>();

    /** Notes what is wrong at a field's path, or with the whole schema if that is empty. */
    void add(String path, String problem) {
        all.add((path.isEmpty() ? "schema" : path) + ": " + problem);
    }

    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new MappingException(all);
        }
    }

    /** What to write instead of an unknown word: all that are known, and the nearest of them if one is near. */
    static String expected(String word, Collection<String> known) {
        String list = "expected " + String.join(", ", known);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
                .map(candidate -> list + "; did you mean \"" + candidate + "\"?")
                .orElse(list);
    }

    /** The Levenshtein distance, letters' case and dashes aside. */
    static int distance(String left, String right) {
        String a = fold(left);
        String b = fold(right);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
