package dev.sluice.mapping;

import dev.sluice.mapping.Sample.Miss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Records, whose JSON has its members in any order. */
record RecordType(List<AnyField> fields) implements AnyType {

    /** A field's members among those of its record. */
    private record Placed(int field, Json.Member member, int rank) {}

    static Arbitrary<RecordType> any(int depth) {
        Arbitrary<FieldSketch> sketches = Combinators.combine(
                        AnyType.any(depth), Arbitraries.of(false, true), Arbitraries.of(false, true))
                .as(FieldSketch::new);
        return sketches.list().ofMaxSize(6).map(RecordType::of);
    }

    private record FieldSketch(AnyType type, boolean hasDefault, boolean hasAlias) {}

    private static RecordType of(List<FieldSketch> sketches) {
        List<AnyField> fields = new ArrayList<>();
        for (FieldSketch sketch : sketches) {
            fields.add(new AnyField(fields.size(), sketch.type(), sketch.hasDefault(), sketch.hasAlias()));
        }
        return new RecordType(fields);
    }

    @Override
    public String schema(String name) {
        return fields.stream()
                .map(field -> field.schema(name))
                .collect(Collectors.joining(
                        ", ", "{\"type\": \"record\", \"name\": \"" + name + "\", \"fields\": [", "]}"));
    }

    @Override
    public Arbitrary<Sample> samples(String path) {
        List<Arbitrary<FieldSample>> samples =
                fields.stream().map(field -> field.samples(path)).toList();
        return Combinators.combine(
                        Combinators.combine(samples).as(list -> list),
                        Arbitraries.integers().between(0, 9).list().ofMaxSize(8))
                .as((list, ranks) -> sample(list, ranks, path));
    }

    private Sample sample(List<FieldSample> samples, List<Integer> ranks, String path) {
        List<Placed> placed = new ArrayList<>();
        for (FieldSample sample : samples) {
            for (Json.Member member : sample.members()) {
                int rank = ranks.isEmpty() ? 0 : ranks.get(placed.size() % ranks.size());
                placed.add(new Placed(sample.field().index(), member, rank));
            }
        }
        placed.sort(Comparator.comparingInt(Placed::rank));
        Json.Members json = new Json.Members(placed.stream().map(Placed::member).toList(), true);
        return new Sample(json, schema -> avro(samples, schema), () -> misses(samples, json, path));
    }

    private static GenericData.Record avro(List<FieldSample> samples, Schema schema) {
        GenericData.Record record = new GenericData.Record(schema);
        for (FieldSample sample : samples) {
            int index = sample.field().index();
            record.put(index, sample.avro(schema.getFields().get(index)));
        }
        return record;
    }

    private List<Miss> misses(List<FieldSample> samples, Json.Members json, String path) {
        Stream<Miss> ofFields = samples.stream().flatMap(sample -> sample.misses(json, path));
        return Stream.concat(Miss.wrongKinds(kinds(), path), ofFields).toList();
    }

    @Override
    public Set<Json.Kind> kinds() {
        return Set.of(Json.Kind.OBJECT);
    }

    @Override
    public String avroName() {
        return "";
    }

    /** None if a field has none: a record's default spells out all its fields. */
    @Override
    public String byDefault() {
        if (fields.stream().anyMatch(field -> field.type().byDefault() == null)) {
            return null;
        }
        return fields.stream()
                .map(field -> "\"" + field.name() + "\": " + field.type().byDefault())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
