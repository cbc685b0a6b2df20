package dev.sluice.mapping.plan;

import dev.sluice.mapping.text.TimePattern;
import dev.sluice.mapping.text.ZoneRule;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a date or time is read.
 *
 * @param unit of numbers; null where it is text
 * @param patterns of the text; empty for that of RFC 3339
 * @param zone of text without an offset; null where there is none
 * @param rounding what to do with decimals that the type does not hold; null to refuse them
 */
public record TimeReading(
        @Nullable EpochUnit unit,
        List<TimePattern> patterns,
        @Nullable ZoneRule zone,
        @Nullable RoundingMode rounding) {

    /** RFC 3339, exactly. */
    public static final TimeReading PLAIN = new TimeReading(null, List.of(), null, null);

    public TimeReading {
        patterns = List.copyOf(patterns);
    }
}
