package dev.sluice.mapping;

import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field's {@code "etl"} attribute as it is written: where the field comes from and how it is read.
 *
 * @param origin where from; null for the field's own name
 * @param unit the unit of an epoch number
 * @param eventTime whether the field is the record's event time
 */
record Etl(@Nullable Origin origin, TimeWriters.@Nullable Unit unit, boolean eventTime) {

    static final Etl NONE = new Etl(null, null, false);

    /** Where a field comes from. */
    sealed interface Origin {}

    /** The value of the document that is present, neither absent nor null, at the first of these places. */
    record From(List<JsonPointer> pointers) implements Origin {}

    /** A value that is the same in every record: a string, a boolean or a number as its literal. */
    record FromConstant(Object value) implements Origin {}

    /** A value of the row that a key finds in a table. */
    record FromRow(String table, List<JsonPointer> key, JsonPointer value, Lookup.OnMissing onMissing)
            implements Origin {}

    /** A product of {@link From} and {@link FromRow}. */
    record FromProduct(List<Origin> factors, @Nullable RoundingMode rounding) implements Origin {}

    record FromMetadata(Metadata.Item item) implements Origin {}

    record FromHeader(String name) implements Origin {}
}
