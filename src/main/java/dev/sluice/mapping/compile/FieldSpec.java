package dev.sluice.mapping.compile;

import dev.sluice.mapping.check.CheckSpec;
import dev.sluice.mapping.cleaning.Cleaning;
import dev.sluice.mapping.cleaning.NumberNotation;
import dev.sluice.mapping.mask.Mask;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.plan.NumberReading;
import dev.sluice.mapping.plan.TimeReading;
import dev.sluice.mapping.source.SourceSpec;
import dev.sluice.mapping.source.Translation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A field's {@code "etl"} attribute as it is written: where the field comes from and what happens to its value, in the
 * order in which it happens.
 *
 * @param source where from; null for the field's own name
 * @param words what happens to the value before it is read as its type
 * @param required whether there must be a value, even where the type allows none
 * @param reading how the value is read as its type
 * @param checks what the value must be beyond its type
 * @param mask what becomes of the text
 * @param eventTime whether the field is the record's event time
 */
record FieldSpec(
        @Nullable SourceSpec source,
        Words words,
        boolean required,
        Reading reading,
        List<CheckSpec> checks,
        @Nullable Mask mask,
        boolean eventTime) {

    static final FieldSpec NONE = ofSource(null);

    /**
     * What happens to a value before it is read as its type.
     *
     * @param translation null if there is none
     */
    record Words(Cleaning cleaning, @Nullable Translation translation) {

        static final Words PLAIN = new Words(Cleaning.NONE, null);
    }

    /**
     * How a value is read as its type.
     *
     * @param as the text of a value of any kind; null for that of strings only
     * @param notation of numbers in strings; null for JSON's
     * @param time of dates and times; its rounding is that of numbers, too
     * @param isExact whether a string is not taken for a number: in a union it may be a string
     * @param isRaw whether bytes come as they are, and not in Base64
     */
    record Reading(
            @Nullable As as, @Nullable NumberNotation notation, TimeReading time, boolean isExact, boolean isRaw) {

        static final Reading PLAIN = new Reading(null, null, TimeReading.PLAIN, false, false);

        NumberReading number() {
            return new NumberReading(time.rounding(), !isExact);
        }
    }

    /** {@code "as"}. */
    enum As {
        TEXT,
        JSON;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    FieldSpec {
        checks = List.copyOf(checks);
    }

    static FieldSpec ofSource(@Nullable SourceSpec source) {
        return new FieldSpec(source, Words.PLAIN, false, Reading.PLAIN, List.of(), null, false);
    }

    FieldSpec with(Reading other) {
        return new FieldSpec(source, words, required, other, checks, mask, eventTime);
    }

    /** Of one of several types in a union: only the unit holds there, and a string is no number. */
    FieldSpec inUnion(boolean isTime) {
        TimeReading time = isTime ? new TimeReading(unit(), List.of(), null, null) : TimeReading.PLAIN;
        return NONE.with(new Reading(null, null, time, true, reading.isRaw));
    }

    FieldSpec withUnit(@Nullable EpochUnit unit) {
        TimeReading time = reading.time;
        return with(new Reading(
                reading.as,
                reading.notation,
                new TimeReading(unit, time.patterns(), time.zone(), time.rounding()),
                reading.isExact,
                reading.isRaw));
    }

    FieldSpec asJson() {
        return with(new Reading(As.JSON, null, reading.time, reading.isExact, reading.isRaw));
    }

    FieldSpec exact() {
        return with(new Reading(reading.as, reading.notation, reading.time, true, reading.isRaw));
    }

    FieldSpec raw() {
        return with(new Reading(reading.as, reading.notation, reading.time, reading.isExact, true));
    }

    @Nullable
    EpochUnit unit() {
        return reading.time.unit();
    }

    /** Whether it says anything of the values themselves. */
    boolean isOnValues() {
        return isRead() || unit() != null || hasChecksOrMask();
    }

    /** Whether it says how values are read, but for their unit. */
    boolean isRead() {
        return !words.equals(Words.PLAIN)
                || reading.as != null
                || reading.notation != null
                || !reading.time.patterns().isEmpty()
                || reading.time.zone() != null
                || reading.time.rounding() != null;
    }

    boolean hasChecksOrMask() {
        return mask != null || !checks.isEmpty();
    }
}
