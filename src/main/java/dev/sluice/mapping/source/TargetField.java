package dev.sluice.mapping.source;

import dev.sluice.mapping.check.CheckTarget;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.AvroTypes;
import org.apache.avro.Schema;

/**
 * The field that a source is to fill.
 *
 * @param type of its values; of a nullable field, the other one
 * @param source the source as it runs
 * @param canBeNull whether there is something to write for a value that is null
 * @param hasUnit whether its attribute names a unit
 * @param values its values, their writer and where to note what does not fit
 */
public record TargetField(Schema type, ValueSource source, boolean canBeNull, boolean hasUnit, CheckTarget values) {

    ValueWriter writer() {
        return values.writer();
    }

    ScratchSpace scratch() {
        return values.scratch();
    }

    boolean isInteger() {
        return AvroTypes.isInteger(type);
    }

    boolean isLong() {
        return isInteger() && type.getType() == Schema.Type.LONG;
    }

    void problem(String text) {
        values.problem(text);
    }

    /** Notes that the source does not fit unless it does. */
    void require(boolean fits) {
        if (!fits) {
            problem("its source, " + source + ", does not fit its type, " + AvroTypes.nameOf(type));
        }
    }
}
