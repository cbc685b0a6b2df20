package dev.sluice.mapping.source;

import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.AvroTypes;
import dev.sluice.mapping.schema.Problems;
import org.apache.avro.Schema;

/**
 * The field that a source is to fill.
 *
 * @param type of its values; of a nullable field, the other one
 * @param writer of its values
 * @param source the source as it runs
 * @param canBeNull whether there is something to write for a value that is null
 * @param hasUnit whether its attribute names a unit
 * @param problems where to note what does not fit
 */
public record TargetField(
        String path,
        Schema type,
        ValueWriter writer,
        ValueSource source,
        boolean canBeNull,
        boolean hasUnit,
        Problems problems) {

    boolean isInteger() {
        return AvroTypes.isInteger(type);
    }

    boolean isLong() {
        return isInteger() && type.getType() == Schema.Type.LONG;
    }

    void problem(String text) {
        problems.add(path, text);
    }

    /** Notes that the source does not fit unless it does. */
    void require(boolean fits) {
        if (!fits) {
            problem("its source, " + source + ", does not fit its type, " + AvroTypes.nameOf(type));
        }
    }
}
