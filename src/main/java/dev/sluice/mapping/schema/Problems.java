package dev.sluice.mapping.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Everything found wrong with a schema, so that it is reported at once. */
public final class Problems {

    private final List<String> all = new ArrayList<>();

    /** Notes what is wrong at a field's path, or with the whole schema if that is empty. */
    public void add(String path, String problem) {
        all.add((path.isEmpty() ? "schema" : path) + ": " + problem);
    }

    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new MappingException(all);
        }
    }

    /** What to write instead of an unknown word: all that are known, and the nearest of them if one is near. */
    public static String expected(String word, Collection<String> known) {
        String list = "expected " + String.join(", ", known);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
                .map(candidate -> list + "; did you mean \"" + candidate + "\"?")
                .orElse(list);
    }

    /** The edit distance, letters' case and dashes aside. */
    private static int distance(String left, String right) {
        return EditDistance.of(fold(left), fold(right));
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
