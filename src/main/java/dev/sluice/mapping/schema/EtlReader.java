package dev.sluice.mapping.schema;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.plan.Lookup;
import dev.sluice.mapping.plan.MaskWriters;
import dev.sluice.mapping.plan.Metadata;
import dev.sluice.mapping.plan.TimeWriters;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code "etl"} attributes, noting whatever it does not know. What is wrong reads as if it were not there. */
public final class EtlReader {

    private static final List<String> ORIGINS = List.of("from", "constant", "lookup", "product", "metadata", "header");
    private static final List<String> ROW_WORDS = List.of("lookup", "key", "value", "onMissing");
    private static final List<String> COMMON_WORDS = List.of(
            "unit",
            "eventTime",
            "required",
            "minimum",
            "maximum",
            "pattern",
            "minLength",
            "maxLength",
            "oneOf",
            "mask");
    private static final List<String> ORIGIN_WORDS = List.of(
            "from", "constant", "lookup", "key", "value", "onMissing", "product", "rounding", "metadata", "header");

    private static final List<String> ALL_WORDS =
            Stream.concat(ORIGIN_WORDS.stream(), COMMON_WORDS.stream()).toList();

    private final Problems problems;

    public EtlReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads one attribute.
     *
     * @param attribute as Avro gives it: maps, lists, strings, numbers, booleans; null if there is none
     */
    public Etl read(@Nullable Object attribute, String path) {
        if (attribute == null) {
            return Etl.NONE;
        }
        Map<String, Object> words = object(attribute, path, "etl");
        if (words == null || !checkWords(words, path)) {
            return Etl.NONE;
        }
        return new Etl(
                origin(words, path),
                constant(words, "unit", path, lowerCase(TimeWriters.Unit.values())),
                flag(words, "eventTime", path),
                checks(words, path),
                mask(words, path));
    }

    private MaskWriters.@Nullable Mask mask(Map<String, Object> words, String path) {
        Map<String, MaskWriters.Mask> masks = new LinkedHashMap<>();
        for (MaskWriters.Mask mask : MaskWriters.Mask.values()) {
            masks.put(mask.word, mask);
        }
        return constant(words, "mask", path, masks);
    }

    private Etl.Checks checks(Map<String, Object> words, String path) {
        return new Etl.Checks(
                flag(words, "required", path),
                bound(words, "minimum", path),
                bound(words, "maximum", path),
                pattern(words, path),
                length(words, "minLength", path),
                length(words, "maxLength", path),
                oneOf(words, path));
    }

    private @Nullable Object bound(Map<String, Object> words, String word, String path) {
        Object bound = words.get(word);
        if (bound != null && !(bound instanceof Number) && !(bound instanceof String)) {
            problems.add(path, "etl's \"" + word + "\" must be a number, or a time as text");
            return null;
        }
        return bound;
    }

    private @Nullable Pattern pattern(Map<String, Object> words, String path) {
        String regex = typed(words, "pattern", path, String.class, "a regular expression");
        try {
            return regex == null ? null : Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            problems.add(
                    path,
                    "etl's \"pattern\" is no regular expression of java.util.regex: " + e.getDescription()
                            + ", near index " + e.getIndex());
            return null;
        }
    }

    private @Nullable Integer length(Map<String, Object> words, String word, String path) {
        String expectation = "a whole number from 0 up";
        Integer length = typed(words, word, path, Integer.class, expectation);
        if (length != null && length < 0) {
            problems.add(path, "etl's \"" + word + "\" must be " + expectation);
            return null;
        }
        return length;
    }

    private @Nullable List<Object> oneOf(Map<String, Object> words, String path) {
        if (!words.containsKey("oneOf")) {
            return null;
        }
        boolean isList = words.get("oneOf") instanceof List<?>;
        List<Object> values = new ArrayList<>(isList ? (List<?>) words.get("oneOf") : List.of());
        if (values.isEmpty() || !values.stream().allMatch(v -> v instanceof String || v instanceof Number)) {
            problems.add(path, "etl's \"oneOf\" must be a list of texts or numbers, one or more");
            return null;
        }
        return values;
    }

    private boolean flag(Map<String, Object> words, String word, String path) {
        return Boolean.TRUE.equals(typed(words, word, path, Boolean.class, "true or false"));
    }

    private boolean checkWords(Map<String, Object> words, String path) {
        boolean known = true;
        for (String word : words.keySet()) {
            if (!ALL_WORDS.contains(word)) {
                problems.add(path, "etl has no \"" + word + "\"; " + Problems.expected(word, ALL_WORDS));
                known = false;
            }
        }
        List<String> origins = ORIGINS.stream().filter(words::containsKey).toList();
        if (origins.size() > 1) {
            problems.add(path, "etl has both " + String.join(" and ", origins) + "; keep one of them");
            return false;
        }
        if (!known) {
            return false;
        }
        String origin = origins.isEmpty() ? "" : origins.get(0);
        List<String> fitting = switch (origin) {
            case "lookup" -> ROW_WORDS;
            case "product" -> List.of("product", "rounding");
            default -> List.of(origin);
        };
        for (String word : words.keySet()) {
            if (!fitting.contains(word) && !COMMON_WORDS.contains(word)) {
                problems.add(
                        path,
                        "etl has \"" + word + "\", which goes with " + (word.equals("rounding") ? "product" : "lookup")
                                + " only");
            }
        }
        return true;
    }

    private Etl.@Nullable Origin origin(Map<String, Object> words, String path) {
        if (words.containsKey("from")) {
            List<JsonPointer> pointers = pointers(words.get("from"), path, "from");
            return pointers.isEmpty() ? null : new Etl.From(pointers);
        }
        if (words.containsKey("constant")) {
            return constantValue(words.get("constant"), path);
        }
        if (words.containsKey("lookup")) {
            return fromRow(words, path);
        }
        if (words.containsKey("product")) {
            return product(words, path);
        }
        if (words.containsKey("metadata")) {
            Map<String, Metadata.Item> items = new LinkedHashMap<>();
            for (Metadata.Item item : Metadata.Item.values()) {
                items.put(item.word, item);
            }
            Metadata.Item item = constant(words, "metadata", path, items);
            return item == null ? null : new Etl.FromMetadata(item);
        }
        String header = typed(words, "header", path, String.class, "a header's name");
        return header == null ? null : new Etl.FromHeader(header);
    }

    private Etl.@Nullable Origin fromRow(Map<String, Object> words, String path) {
        String table = typed(words, "lookup", path, String.class, "a table's name");
        List<JsonPointer> key = pointers(words.get("key"), path, "key");
        JsonPointer value = pointer(words.get("value"), path, "value");
        Lookup.OnMissing onMissing = constant(words, "onMissing", path, lowerCase(Lookup.OnMissing.values()));
        if (table == null || key.isEmpty() || value == null) {
            return null;
        }
        return new Etl.FromRow(table, key, value, onMissing == null ? Lookup.OnMissing.REJECT : onMissing);
    }

    private Etl.@Nullable Origin product(Map<String, Object> words, String path) {
        Map<String, RoundingMode> roundings = new LinkedHashMap<>();
        for (RoundingMode rounding : RoundingMode.values()) {
            if (rounding != RoundingMode.UNNECESSARY) {
                roundings.put(rounding.name(), rounding);
            }
        }
        RoundingMode rounding = constant(words, "rounding", path, roundings);
        List<Etl.Origin> factors = new ArrayList<>();
        if (words.get("product") instanceof List<?> list && list.size() >= 2) {
            for (Object factor : list) {
                Etl.Origin origin = factor(factor, path);
                if (origin != null) {
                    factors.add(origin);
                }
            }
        } else {
            problems.add(path, "etl's \"product\" must be a list of two factors or more: pointers or lookups");
        }
        return factors.isEmpty() ? null : new Etl.FromProduct(factors, rounding);
    }

    private Etl.@Nullable Origin factor(Object factor, String path) {
        if (factor instanceof String) {
            JsonPointer pointer = pointer(factor, path, "product");
            return pointer == null ? null : new Etl.From(List.of(pointer));
        }
        Map<String, Object> words = object(factor, path, "a factor of etl's \"product\"");
        if (words == null) {
            return null;
        }
        for (String word : words.keySet()) {
            if (!ROW_WORDS.contains(word)) {
                problems.add(path, "a factor has no \"" + word + "\"; " + Problems.expected(word, ROW_WORDS));
            }
        }
        if (!words.containsKey("lookup")) {
            problems.add(path, "a factor of etl's \"product\" is neither a pointer nor a lookup; write one of them");
            return null;
        }
        return fromRow(words, path);
    }

    private Etl.@Nullable Origin constantValue(@Nullable Object value, String path) {
        if (value instanceof String || value instanceof Boolean || value instanceof Number) {
            return new Etl.FromConstant(value);
        }
        problems.add(path, "etl's \"constant\" must be a text, a number, true or false");
        return null;
    }

    /** One pointer, or a list of them. */
    private List<JsonPointer> pointers(@Nullable Object value, String path, String word) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : singleton(value)) {
            JsonPointer pointer = pointer(one, path, word);
            if (pointer != null) {
                pointers.add(pointer);
            }
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            problems.add(path, "etl's \"" + word + "\" is empty; name one pointer or more");
        }
        return pointers;
    }

    private @Nullable JsonPointer pointer(@Nullable Object text, String path, String word) {
        if (!(text instanceof String string)) {
            problems.add(path, "etl's \"" + word + "\" must be a JSON Pointer (RFC 6901), such as \"/amount\"");
            return null;
        }
        try {
            return JsonPointer.parse(string);
        } catch (IllegalArgumentException e) {
            problems.add(path, "etl's \"" + word + "\": " + e.getMessage());
            return null;
        }
    }

    private <T> @Nullable T constant(Map<String, Object> words, String word, String path, Map<String, T> constants) {
        String text = typed(words, word, path, String.class, "one of " + String.join(", ", constants.keySet()));
        T constant = text == null ? null : constants.get(text);
        if (text != null && constant == null) {
            problems.add(
                    path, "etl's \"" + word + "\" is \"" + text + "\"; " + Problems.expected(text, constants.keySet()));
        }
        return constant;
    }

    private <T> @Nullable T typed(
            Map<String, Object> words, String word, String path, Class<T> type, String expectation) {
        Object value = words.get(word);
        if (value != null && !type.isInstance(value)) {
            problems.add(
                    path,
                    "etl's \"" + word + "\" must be " + expectation + ", as a JSON "
                            + type.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return type.isInstance(value) ? type.cast(value) : null;
    }

    private @Nullable Map<String, Object> object(Object value, String path, String what) {
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(path, what + " must be an object, such as {\"from\": \"/amount\"}");
            return null;
        }
        Map<String, Object> words = new LinkedHashMap<>();
        map.forEach((key, word) -> words.put(String.valueOf(key), word));
        return words;
    }

    private static List<?> singleton(@Nullable Object value) {
        return Arrays.asList(value);
    }

    private static <E extends Enum<E>> Map<String, E> lowerCase(E[] values) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(
                        value -> value.name().toLowerCase(Locale.ROOT),
                        Function.identity(),
                        (a, b) -> a,
                        LinkedHashMap::new));
    }
}
