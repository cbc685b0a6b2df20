package dev.sluice.mapping.json;

import java.util.ArrayList;
import java.util.List;

/** A JSON Pointer (RFC 6901): the names on the way from the document's root to a value. */
public record JsonPointer(List<String> names) {

    public static final JsonPointer ROOT = new JsonPointer(List.of());

    public JsonPointer {
        names = List.copyOf(names);
    }

    /**
     * Parses a pointer.
     *
     * @throws IllegalArgumentException with what is wrong and what to write
     */
    public static JsonPointer parse(String text) {
        if (text.isEmpty()) {
            return ROOT;
        }
        if (text.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no JSON Pointer; it must start with a slash: \"/" + text + "\"");
        }
        List<String> names = new ArrayList<>();
        for (String escaped : text.substring(1).split("/", -1)) {
            if (escaped.replace("~0", "").replace("~1", "").contains("~")) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no JSON Pointer; write ~0 for a tilde and ~1 for a slash in a name");
            }
            if (!isMatchable(escaped)) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" names a key that holds U+0000, which is not supported; name another");
            }
            names.add(escaped.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPointer(names);
    }

    /** Whether the name is one to expect: without U+0000. */
    static boolean isMatchable(String name) {
        return name.indexOf('\0') < 0;
    }

    public JsonPointer child(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new JsonPointer(longer);
    }

    /** Whether the other pointer's value is this one's, or a part of it. */
    public boolean leadsInto(JsonPointer other) {
        return other.names.size() >= names.size()
                && other.names.subList(0, names.size()).equals(names);
    }

    public boolean isRoot() {
        return names.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}
