package dev.sluice.mapping.compile;

import dev.sluice.mapping.check.CheckSpec;
import dev.sluice.mapping.mask.Mask;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.source.SourceSpec;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field's {@code "etl"} attribute as it is written: where the field comes from and what happens to its value, in the
 * order in which it happens.
 *
 * @param source where from; null for the field's own name
 * @param required whether there must be a value, even where the type allows none
 * @param reading how the value is read as its type
 * @param checks what the value must be beyond its type
 * @param mask what becomes of the text
 * @param eventTime whether the field is the record's event time
 */
record FieldSpec(
        @Nullable SourceSpec source,
        boolean required,
        Reading reading,
        List<CheckSpec> checks,
        @Nullable Mask mask,
        boolean eventTime) {

    static final FieldSpec NONE = ofSource(null);

    /**
     * How a value is read as its type.
     *
     * @param unit the unit of a number that is a time
     * @param rounding what to do with decimals that do not fit; null to refuse them
     */
    record Reading(@Nullable EpochUnit unit, @Nullable RoundingMode rounding) {

        static final Reading PLAIN = new Reading(null, null);
    }

    FieldSpec {
        checks = List.copyOf(checks);
    }

    static FieldSpec ofSource(@Nullable SourceSpec source) {
        return new FieldSpec(source, false, Reading.PLAIN, List.of(), null, false);
    }

    FieldSpec withUnit(@Nullable EpochUnit unit) {
        return new FieldSpec(source, required, new Reading(unit, reading.rounding), checks, mask, eventTime);
    }

    @Nullable
    EpochUnit unit() {
        return reading.unit;
    }

    /** Whether it says anything of the values themselves. */
    boolean isOnValues() {
        return unit() != null || hasChecksOrMask();
    }

    boolean hasChecksOrMask() {
        return mask != null || !checks.isEmpty();
    }
}
