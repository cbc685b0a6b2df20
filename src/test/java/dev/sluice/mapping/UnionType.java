package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Unions of types whose JSON differs in kind, so that a value has one branch only: overlaps are UnionBranchesTest's.
 */
record UnionType(List<AnyType> branches) implements AnyType {

    /** Null and one type, in either order. */
    static Arbitrary<AnyType> nullable(int depth) {
        return Combinators.combine(AnyType.any(depth), Arbitraries.of(false, true))
                .filter((type, nullLast) -> !(type instanceof UnionType) && type != ScalarType.NULL)
                .as((type, nullLast) -> {
                    List<AnyType> branches = new ArrayList<>(List.of(ScalarType.NULL, type));
                    if (nullLast) {
                        Collections.reverse(branches);
                    }
                    return new UnionType(branches);
                });
    }

    /** Of as many types of a list as go together. */
    static Arbitrary<AnyType> any(int depth) {
        return AnyType.any(depth).list().ofMinSize(1).ofMaxSize(8).map(types -> {
            List<AnyType> branches = new ArrayList<>();
            for (AnyType type : types) {
                if (!(type instanceof UnionType) && branches.stream().allMatch(branch -> goTogether(branch, type))) {
                    branches.add(type);
                }
            }
            return branches.isEmpty() ? types.get(0) : new UnionType(branches);
        });
    }

    private static boolean goTogether(AnyType one, AnyType other) {
        boolean null1 = one == ScalarType.NULL;
        boolean null2 = other == ScalarType.NULL;
        return Collections.disjoint(one.kinds(), other.kinds())
                && (one.avroName().isEmpty() || !one.avroName().equals(other.avroName()))
                && (null1 || null2 || unitsGoTogether(one, other));
    }

    /** The times of a union of several types share a unit, and its collections have none. */
    private static boolean unitsGoTogether(AnyType one, AnyType other) {
        return (one.isTime() || one.unit() == null)
                && (other.isTime() || other.unit() == null)
                && (!one.isTime() || !other.isTime() || Objects.equals(one.unit(), other.unit()));
    }

    /** Whether its values are null or those of a record, which reads from the object around it. */
    boolean isNullableRecord() {
        return branches.size() == 2 && isNullable() && branches.stream().anyMatch(RecordType.class::isInstance);
    }

    @Override
    public String schema(String name) {
        return Stream.iterate(0, i -> i < branches.size(), i -> i + 1)
                .map(i -> branches.get(i).schema(name + "U" + i))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public Arbitrary<Sample> samples(String path) {
        List<Arbitrary<Sample>> samples = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            samples.add(ofBranch(i, path));
        }
        return Arbitraries.oneOf(samples);
    }

    private Arbitrary<Sample> ofBranch(int index, String path) {
        Set<Json.Kind> kinds = branches.get(index).kinds();
        return branches.get(index)
                .samples(path)
                .map(sample -> new Sample(
                        sample.json(),
                        schema -> sample.avro().apply(schema.getTypes().get(index)),
                        () -> Stream.concat(
                                        sample.misses().get().stream()
                                                .filter(miss -> kinds.contains(
                                                        miss.json().kind())),
                                        Sample.Miss.wrongKinds(kinds(), path))
                                .toList()));
    }

    @Override
    public Set<Json.Kind> kinds() {
        Set<Json.Kind> kinds = EnumSet.noneOf(Json.Kind.class);
        branches.forEach(branch -> kinds.addAll(branch.kinds()));
        return kinds;
    }

    @Override
    public String avroName() {
        return "union";
    }

    @Override
    public String byDefault() {
        return branches.get(0).byDefault();
    }

    @Override
    public String unit() {
        return branches.stream()
                .map(AnyType::unit)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
