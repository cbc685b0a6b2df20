package dev.sluice.mapping.check;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.text.Decimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that a check is for.
 *
 * @param path their field
 * @param writer writes them
 * @param scratch of the plan that they are in
 * @param problems where to note what they cannot have
 */
public record CheckTarget(String path, ValueWriter writer, ScratchSpace scratch, Problems problems) {

    /** Notes what is wrong. */
    public void problem(String text) {
        problems.add(path, text);
    }

    /** Whether the values are text; noted if they are not. */
    boolean requireText() {
        if (!writer.isText()) {
            problem("etl's \"pattern\", \"minLength\" and \"maxLength\" go with string, uuid and enum only");
        }
        return writer.isText();
    }

    /**
     * The number that the writer makes of a value in the schema; empty if there is none, or, with the problem noted, if
     * the writer refuses it.
     *
     * @param word where the value is written
     */
    Optional<Decimal> number(String word, @Nullable Object written) {
        if (written == null) {
            return Optional.empty();
        }
        ConversionContext context = ConversionContext.ofConstants(new EncodedRecord(), scratch);
        ValueWriter ofConstants = writer.ofConstants();
        Value value = context.value();
        value.setConstant(written);
        boolean isNumber = context.decimal().parse(value.bytes(), 0, value.length()) == Decimal.Outcome.OK;
        if (written instanceof String text && isNumber && ofConstants.takes(Value.NUMBER)) {
            value.setNumber(text);
        }
        try {
            ofConstants.write(value, context);
            return Optional.of(context.decimal().copy());
        } catch (RecordRefusedException e) {
            problem("etl's \"" + word + "\": " + e.getMessage());
            return Optional.empty();
        }
    }
}
