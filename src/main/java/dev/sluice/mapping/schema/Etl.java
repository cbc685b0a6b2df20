package dev.sluice.mapping.schema;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.plan.Lookup;
import dev.sluice.mapping.plan.MaskWriters;
import dev.sluice.mapping.plan.Metadata;
import dev.sluice.mapping.plan.TimeWriters;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field's {@code "etl"} attribute as it is written: where the field comes from and how it is read.
 *
 * @param origin where from; null for the field's own name
 * @param unit the unit of an epoch number
 * @param eventTime whether the field is the record's event time
 * @param checks what the value must be besides of its type
 * @param mask what becomes of the text
 */
public record Etl(
        @Nullable Origin origin,
        TimeWriters.@Nullable Unit unit,
        boolean eventTime,
        Checks checks,
        MaskWriters.@Nullable Mask mask) {

    public static final Etl NONE = ofOrigin(null);

    public static Etl ofOrigin(@Nullable Origin origin) {
        return new Etl(origin, null, false, Checks.NONE, null);
    }

    public Etl withUnit(TimeWriters.@Nullable Unit other) {
        return new Etl(origin, other, eventTime, checks, mask);
    }

    /** Whether it says anything of the values themselves. */
    public boolean onValues() {
        return unit != null || mask != null || checks.onValue();
    }

    /**
     * Checks as they are written; null for those that are not.
     *
     * @param required whether there must be a value, even where the type allows none
     * @param minimum a number, or a time as text
     * @param maximum a number, or a time as text
     * @param pattern what the whole text must match
     * @param minLength in code points
     * @param maxLength in code points
     * @param oneOf the values that are allowed
     */
    public record Checks(
            boolean required,
            @Nullable Object minimum,
            @Nullable Object maximum,
            @Nullable Pattern pattern,
            @Nullable Integer minLength,
            @Nullable Integer maxLength,
            @Nullable List<Object> oneOf) {

        public static final Checks NONE = new Checks(false, null, null, null, null, null, null);

        public boolean onOrder() {
            return minimum != null || maximum != null;
        }

        public boolean onText() {
            return pattern != null || minLength != null || maxLength != null;
        }

        public boolean onValue() {
            return onOrder() || onText() || oneOf != null;
        }
    }

    /** Where a field comes from. */
    public sealed interface Origin {}

    /** The value of the document that is present, neither absent nor null, at the first of these places. */
    public record From(List<JsonPointer> pointers) implements Origin {}

    /** A value that is the same in every record: a string, a boolean or a number as its literal. */
    public record FromConstant(Object value) implements Origin {}

    /** A value of the row that a key finds in a table. */
    public record FromRow(String table, List<JsonPointer> key, JsonPointer value, Lookup.OnMissing onMissing)
            implements Origin {}

    /** A product of {@link From} and {@link FromRow}. */
    public record FromProduct(
            List<Origin> factors, @Nullable RoundingMode rounding) implements Origin {}

    public record FromMetadata(Metadata.Item item) implements Origin {}

    public record FromHeader(String name) implements Origin {}
}
