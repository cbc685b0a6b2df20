package dev.sluice.mapping.schema;

import dev.sluice.mapping.json.JsonPointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words of one object in an {@code "etl"} attribute, each read as the type that it must have. What is wrong is noted
 * and reads as if it were not there.
 */
public final class EtlWords {

    private final String owner;
    private final Map<String, Object> words;
    private final String path;
    private final Problems problems;

    private EtlWords(String owner, Map<String, Object> words, String path, Problems problems) {
        this.owner = owner;
        this.words = words;
        this.path = path;
        this.problems = problems;
    }

    /**
     * The words of a field's attribute.
     *
     * @param attribute as JSON text, see {@link SchemaText#withQuotedAttributes}
     * @return null if it is no object
     */
    public static @Nullable EtlWords of(Object attribute, String path, Problems problems) {
        return of(attribute, SchemaText.ETL, path, problems);
    }

    /** The words of another attribute, which messages call {@code owner}; null if it is no object. */
    public static @Nullable EtlWords of(Object attribute, String owner, String path, Problems problems) {
        return new EtlWords(owner, Map.of(), path, problems).object(SchemaText.attribute(attribute), owner);
    }

    /** The words of an object within this one, which messages call {@code what}; null if it is no object. */
    public @Nullable EtlWords object(@Nullable Object value, String what) {
        if (!(value instanceof Map<?, ?> map)) {
            problem(what + " must be an object, such as {\"from\": \"/amount\"}");
            return null;
        }
        Map<String, Object> own = new LinkedHashMap<>();
        map.forEach((word, content) -> own.put(String.valueOf(word), content));
        return new EtlWords(owner, own, path, problems);
    }

    /** Notes what is wrong. */
    public void problem(String text) {
        problems.add(path, text);
    }

    public boolean has(String word) {
        return words.containsKey(word);
    }

    public Set<String> names() {
        return words.keySet();
    }

    /** Whether all words are among these; notes those that are not. {@code what} is the object in messages. */
    public boolean areAmong(List<String> known, String what) {
        List<String> unknown =
                words.keySet().stream().filter(word -> !known.contains(word)).toList();
        unknown.forEach(word -> problem(what + " has no \"" + word + "\"; " + Problems.expected(word, known)));
        return unknown.isEmpty();
    }

    /** What is written; null if it is null or not there. */
    public @Nullable Object get(String word) {
        return words.get(word);
    }

    /** @param expectation what messages ask for: {@code "a table's name"} */
    public @Nullable String text(String word, String expectation) {
        return typed(word, String.class, expectation);
    }

    public boolean flag(String word) {
        return Boolean.TRUE.equals(typed(word, Boolean.class, "true or false"));
    }

    /** A whole number from 0 up. */
    public @Nullable Integer count(String word) {
        String expectation = "a whole number from 0 up";
        Integer count = typed(word, Integer.class, expectation);
        if (count != null && count < 0) {
            problem(owner + "'s \"" + word + "\" must be " + expectation);
            return null;
        }
        return count;
    }

    /** One of some constants, each written as its own word. */
    public <T> @Nullable T choice(String word, List<T> choices, Function<T, String> wordOf) {
        List<String> known = choices.stream().map(wordOf).toList();
        String text = text(word, "one of " + String.join(", ", known));
        if (text == null) {
            return null;
        }
        if (!known.contains(text)) {
            problem(owner + "'s \"" + word + "\" is \"" + text + "\"; " + Problems.expected(text, known));
            return null;
        }
        return choices.get(known.indexOf(text));
    }

    /** One pointer. */
    public @Nullable JsonPointer pointer(String word) {
        return pointer(word, get(word));
    }

    /** One pointer, or a list of them; empty, with the problem noted, if there is none. */
    public List<JsonPointer> pointers(String word) {
        Object value = get(word);
        List<JsonPointer> pointers = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : Arrays.asList(value)) {
            JsonPointer pointer = pointer(word, one);
            if (pointer != null) {
                pointers.add(pointer);
            }
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            problem(owner + "'s \"" + word + "\" is empty; name one pointer or more");
        }
        return pointers;
    }

    /** A pointer that is part of a word's content. */
    public @Nullable JsonPointer pointer(String word, @Nullable Object written) {
        if (!(written instanceof String text)) {
            problem(owner + "'s \"" + word + "\" must be a JSON Pointer (RFC 6901), such as \"/amount\"");
            return null;
        }
        try {
            return JsonPointer.parse(text);
        } catch (IllegalArgumentException e) {
            problem(owner + "'s \"" + word + "\": " + e.getMessage());
            return null;
        }
    }

    private <T> @Nullable T typed(String word, Class<T> type, String expectation) {
        Object value = words.get(word);
        if (has(word) && !type.isInstance(value)) {
            problem(owner + "'s \"" + word + "\" must be " + expectation + ", as a JSON "
                    + type.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return type.isInstance(value) ? type.cast(value) : null;
    }
}
