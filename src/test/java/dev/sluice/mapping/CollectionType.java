package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.DUPLICATE_KEY;
import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.WRONG_TYPE;

import dev.sluice.mapping.Sample.Miss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arrays and maps. */
record CollectionType(boolean isMap, AnyType items) implements AnyType {

    private static final int MANY = 70;

    private record Entry(String key, String quoted, Sample value) {}

    static Arbitrary<AnyType> any(int depth) {
        return Combinators.combine(Arbitraries.of(false, true), AnyType.any(depth))
                .as(CollectionType::new);
    }

    @Override
    public String schema(String name) {
        return isMap
                ? "{\"type\": \"map\", \"values\": " + items.schema(name + "M") + "}"
                : "{\"type\": \"array\", \"items\": " + items.schema(name + "A") + "}";
    }

    @Override
    public Arbitrary<Sample> samples(String path) {
        return isMap ? maps(path) : arrays(path);
    }

    private Arbitrary<Sample> arrays(String path) {
        // More than 63 items need a longer count.
        int most = items instanceof ScalarType ? MANY : 3;
        return items.samples(path + "[]").list().ofMaxSize(most).map(samples -> {
            Json.Items json = new Json.Items(samples.stream().map(Sample::json).toList());
            return new Sample(
                    json,
                    schema -> samples.stream()
                            .map(sample -> sample.avro().apply(schema.getElementType()))
                            .toList(),
                    () -> misses(samples, json::with, path, path + "[]"));
        });
    }

    private Arbitrary<Sample> maps(String path) {
        Arbitrary<Entry> entries = Combinators.combine(Spelling.texts(), Spelling.quotes(), items.samples(path + "{}"))
                .as((key, quotes, value) -> new Entry(key, quotes.apply(key), value));
        return entries.list().ofMaxSize(3).uniqueElements(Entry::key).map(list -> mapOf(list, path));
    }

    private Sample mapOf(List<Entry> entries, String path) {
        Json.Members json = new Json.Members(
                entries.stream()
                        .map(entry ->
                                new Json.Member(entry.quoted(), entry.value().json()))
                        .toList(),
                false);
        return new Sample(
                json,
                schema -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    entries.forEach(
                            entry -> map.put(entry.key(), entry.value().avro().apply(schema.getValueType())));
                    return map;
                },
                () -> {
                    List<Miss> misses =
                            misses(entries.stream().map(Entry::value).toList(), json::with, path, path + "{}");
                    json.members().forEach(member -> {
                        misses.add(new Miss(json.with(member), DUPLICATE_KEY, path));
                        Json.Member broken = new Json.Member("\"SeCrEt4711\\udfff\"", member.value());
                        misses.add(new Miss(json.with(broken), INVALID_TEXT, path));
                    });
                    return misses;
                });
    }

    private List<Miss> misses(
            List<Sample> samples, BiFunction<Integer, Json, Json> with, String path, String itemPath) {
        List<Miss> misses = new ArrayList<>(Miss.wrongKinds(kinds(), path).toList());
        for (int i = 0; i < samples.size(); i++) {
            int at = i;
            samples.get(i).misses().get().forEach(miss -> misses.add(miss.within(item -> with.apply(at, item))));
            if (!items.isNullable()) {
                misses.add(new Miss(with.apply(at, Json.NULL), WRONG_TYPE, itemPath));
            }
        }
        return misses;
    }

    @Override
    public Set<Json.Kind> kinds() {
        return Set.of(isMap ? Json.Kind.OBJECT : Json.Kind.ARRAY);
    }

    @Override
    public String avroName() {
        return isMap ? "map" : "array";
    }

    @Override
    public String byDefault() {
        if (items.byDefault() == null) {
            return isMap ? "{}" : "[]";
        }
        return isMap ? "{\"d\": " + items.byDefault() + "}" : "[" + items.byDefault() + "]";
    }

    @Override
    public String unit() {
        return items.unit();
    }
}
