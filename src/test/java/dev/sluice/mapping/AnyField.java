package dev.sluice.mapping;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A field of a record: {@code f0} with the alias {@code a0}, and so on. */
record AnyField(int index, AnyType type, boolean wantsDefault, boolean hasAlias) {

    /** Which members there are for a field that has a value. */
    enum Presence {
        BY_NAME,
        BY_ALIAS,
        /** A null is passed over if an alias has a value. */
        NULL_AND_ALIAS,
        /** The alias is not looked at. */
        NAME_AND_ANY_ALIAS
    }

    String name() {
        return "f" + index;
    }

    String path(String record) {
        return record.isEmpty() ? name() : record + "." + name();
    }

    boolean hasDefault() {
        return wantsDefault && type.byDefault() != null;
    }

    boolean canBeAbsent() {
        return hasDefault() || type.isNullable();
    }

    /** Whether it is read from the object around it, where it has no object of its own to be null. */
    boolean isInlineRecord() {
        return type instanceof RecordType || type instanceof UnionType union && union.isNullableRecord();
    }

    String schema(String record) {
        return "{\"name\": \"" + name() + "\", \"type\": " + type.schema(record + "_" + name())
                + (hasAlias ? ", \"aliases\": [\"a" + index + "\"]" : "")
                + (hasDefault() ? ", \"default\": " + type.byDefault() : "")
                + (type.unit() == null ? "" : ", \"etl\": {\"unit\": \"" + type.unit() + "\"}")
                + "}";
    }

    Arbitrary<FieldSample> samples(String record) {
        Arbitrary<FieldSample> present = Combinators.combine(
                        type.samples(path(record)), presences(), Spelling.quotes(), Layout.anyJson(1))
                .as(this::sample);
        return canBeAbsent()
                ? Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(new FieldSample(this, List.of(), null, null))),
                        Tuple.of(4, present))
                : present;
    }

    private Arbitrary<Presence> presences() {
        if (!hasAlias) {
            return Arbitraries.just(Presence.BY_NAME);
        }
        return isInlineRecord() ? Arbitraries.of(Presence.BY_NAME, Presence.BY_ALIAS) : Arbitraries.of(Presence.class);
    }

    private FieldSample sample(Sample value, Presence presence, Function<String, String> quotes, Json other) {
        Json.Member byName = new Json.Member(quotes.apply(name()), value.json());
        Json.Member byAlias = new Json.Member(quotes.apply("a" + index), value.json());
        Json.Member nullByName = new Json.Member(byName.name(), Json.NULL);
        Json.Member otherByAlias = new Json.Member(byAlias.name(), other);
        return switch (presence) {
            case BY_NAME -> new FieldSample(this, List.of(byName), byName, value);
            case BY_ALIAS -> new FieldSample(this, List.of(byAlias), byAlias, value);
            case NULL_AND_ALIAS -> new FieldSample(this, List.of(nullByName, byAlias), byAlias, value);
            case NAME_AND_ANY_ALIAS ->
                value.json().kind() == Json.Kind.NULL
                        ? new FieldSample(this, List.of(byName), byName, value)
                        : new FieldSample(this, List.of(otherByAlias, byName), byName, value);
        };
    }
}
