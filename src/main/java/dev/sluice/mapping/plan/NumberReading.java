package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Value;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How a number is read.
 *
 * @param rounding what to do with decimals that the type does not hold; null to refuse them
 * @param takesText whether a string that holds a JSON number is taken for it; not in a union, where it may be a string
 */
public record NumberReading(@Nullable RoundingMode rounding, boolean takesText) {

    int kinds() {
        return takesText ? Value.NUMBERS | Value.TEXT : Value.NUMBERS;
    }
}
