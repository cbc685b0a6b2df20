package dev.sluice.mapping;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** A type that a schema can have, with its values. */
interface AnyType {

    /**
     * The type in a schema.
     *
     * @param name of the type if it needs one, and the beginning of those within it
     */
    String schema(String name);

    /** Values of the field, or the items, at that path. */
    Arbitrary<Sample> samples(String path);

    /** What its JSON can be. */
    Set<Json.Kind> kinds();

    /** Avro's name of it, of which a union has at most one; empty for types with names of their own. */
    String avroName();

    /** A default in the schema, or null if there is none to try. */
    String byDefault();

    /** The unit that its field must name, or null. */
    default String unit() {
        return null;
    }

    /** Whether it is a time, to which a union hands its field's unit. */
    default boolean isTime() {
        return false;
    }

    default boolean isNullable() {
        return kinds().contains(Json.Kind.NULL);
    }

    /** All types, of at most so many levels. */
    static Arbitrary<AnyType> any(int depth) {
        Arbitrary<AnyType> scalars = Arbitraries.oneOf(ScalarType.any(), BinaryType.any(), TimeType.any());
        if (depth == 0) {
            return scalars;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(4, scalars),
                Tuple.of(1, UnionType.any(depth - 1)),
                Tuple.of(1, UnionType.nullable(depth - 1)),
                Tuple.of(1, CollectionType.any(depth - 1)),
                Tuple.of(1, RecordType.any(depth - 1).map(type -> type)));
    }

    /** Whole numbers, the least and the greatest more often than by chance. */
    static Arbitrary<Long> longs(long least, long greatest) {
        return Arbitraries.frequencyOf(
                Tuple.of(7, Arbitraries.longs().between(least, greatest)),
                Tuple.of(1, Arbitraries.of(least, greatest)));
    }
}
