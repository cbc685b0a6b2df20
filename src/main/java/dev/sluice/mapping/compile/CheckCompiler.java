package dev.sluice.mapping.compile;

import dev.sluice.mapping.json.Decimal;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.plan.Check;
import dev.sluice.mapping.plan.CheckedWriter;
import dev.sluice.mapping.plan.Conversion;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.MaskKey;
import dev.sluice.mapping.plan.TimeWriters;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.Etl;
import dev.sluice.mapping.schema.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the checks of an {@code "etl"} attribute into those that a writer's values go through. */
public final class CheckCompiler {

    private final Problems problems;
    private final @Nullable MaskKey maskKey;

    public CheckCompiler(Compilation compilation) {
        this.problems = compilation.problems;
        this.maskKey = compilation.maskKey;
    }

    /** The writer with the checks; without those that it cannot have, which are noted. */
    public ValueWriter checked(ValueWriter writer, Etl.Checks written, String path) {
        List<Check> checks = new ArrayList<>();
        if (written.onOrder() && !writer.isOrdered()) {
            problems.add(path, "etl's \"minimum\" and \"maximum\" go with numbers and times only");
        } else if (written.onOrder()) {
            addBounds(writer, written, path, checks);
        }
        if (written.onText() && !writer.isText()) {
            problems.add(path, "etl's \"pattern\", \"minLength\" and \"maxLength\" go with string, uuid and enum only");
        } else if (written.onText()) {
            addText(written, path, checks);
        }
        List<Object> oneOf = written.oneOf();
        if (oneOf != null && !writer.isOrdered() && !writer.isText()) {
            problems.add(path, "etl's \"oneOf\" goes with text, numbers and times only");
        } else if (oneOf != null) {
            addOneOf(writer, oneOf, path, checks);
        }
        return new CheckedWriter(writer, checks);
    }

    private void addBounds(ValueWriter writer, Etl.Checks written, String path, List<Check> checks) {
        Decimal minimum = number(writer, "minimum", written.minimum(), path);
        Decimal maximum = number(writer, "maximum", written.maximum(), path);
        if (minimum != null) {
            checks.add(new Check.Bound("minimum", minimum, 1));
        }
        if (maximum != null) {
            checks.add(new Check.Bound("maximum", maximum, -1));
        }
        if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
            problems.add(path, "etl's \"minimum\" is above its \"maximum\"; swap them");
        }
    }

    private void addText(Etl.Checks written, String path, List<Check> checks) {
        if (written.pattern() != null) {
            checks.add(new Check.Matching(written.pattern()));
        }
        Integer min = written.minLength();
        Integer max = written.maxLength();
        if (min != null) {
            checks.add(new Check.Length("minLength", min, Integer.MAX_VALUE));
        }
        if (max != null) {
            checks.add(new Check.Length("maxLength", 0, max));
        }
        if (min != null && max != null && min > max) {
            problems.add(path, "etl's \"minLength\" is above its \"maxLength\"; swap them");
        }
    }

    private void addOneOf(ValueWriter writer, List<Object> oneOf, String path, List<Check> checks) {
        List<Decimal> numbers = new ArrayList<>();
        List<LookupKey> texts = new ArrayList<>();
        for (Object one : oneOf) {
            Decimal number = number(writer, "oneOf", one, path);
            if (number != null) {
                numbers.add(number);
            }
            texts.add(LookupKey.of(one.toString()));
        }
        checks.add(writer.isOrdered() ? new Check.OneNumberOf(numbers) : new Check.OneTextOf(texts));
    }

    /** The value as the writer writes it; null, with a problem noted, if it refuses. */
    private @Nullable Decimal number(ValueWriter writer, String word, @Nullable Object written, String path) {
        if (written == null) {
            return null;
        }
        Conversion conversion = Conversion.ofConstants(new EncodedRecord(), maskKey);
        Value value = conversion.value;
        value.setConstant(written);
        boolean quoted = written instanceof String && writer.isOrdered() && !(writer instanceof TimeWriters.TimeWriter);
        if (quoted && conversion.decimal.parse(value.bytes, 0, value.length) == Decimal.Outcome.OK) {
            value.kind = Value.NUMBER;
        }
        try {
            writer.ofConstants().write(value, conversion);
            return conversion.decimal.copy();
        } catch (RecordRefusedException e) {
            problems.add(path, "etl's \"" + word + "\": " + e.getMessage());
            return null;
        }
    }
}
