package dev.sluice.mapping.schema;

import dev.sluice.text.NearestWord;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything found wrong with a schema, each once, so that it is reported at once. */
public final class Problems {

    private final Set<String> all = new LinkedHashSet<>();

    /** Notes what is wrong at a field's path, or with the whole schema if that is empty. */
    public void add(String path, String problem) {
        all.add((path.isEmpty() ? "schema" : path) + ": " + problem);
    }

    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new MappingException(List.copyOf(all));
        }
    }

    /** What to write instead of an unknown word: all that are known, and the nearest of them if one is near. */
    public static String expected(String word, Collection<String> known) {
        String list = "expected " + String.join(", ", known);
        return NearestWord.to(word, known)
                .map(nearest -> list + "; did you mean \"" + nearest + "\"?")
                .orElse(list);
    }
}
