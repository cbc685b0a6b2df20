package dev.sluice.config;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parsers of counts, sizes and durations. */
final class Quantities {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,18})([A-Za-z]*)");
    private static final Map<String, Long> MILLIS_BY_UNIT =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES_BY_UNIT =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Quantities() {}

    /** A positive duration. */
    static Duration duration(String text) {
        return Duration.ofMillis(
                positive(text, MILLIS_BY_UNIT, "a positive duration, such as 250ms, 10s, 5m, 1h or 1d"));
    }

    /** A positive number of bytes. */
    static long bytes(String text) {
        return positive(text, BYTES_BY_UNIT, "a positive size, such as 256KiB, 128MiB, 1GiB or plain bytes");
    }

    /** A positive whole number. */
    static long count(String text) {
        return positive(text, Map.of("", 1L), "a positive whole number");
    }

    static Function<String, Integer> between(int min, int max) {
        return text -> {
            long value = count(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException("it must be " + min + " to " + max);
            }
            return (int) value;
        };
    }

    static Function<String, Integer> bytesBetween(String min, String max) {
        return text -> {
            long value = bytes(text);
            if (value < bytes(min) || value > bytes(max)) {
                throw new IllegalArgumentException("it must be " + min + " to " + max);
            }
            return (int) value;
        };
    }

    /**
     * A parser of sizes up to {@code max}.
     *
     * @param why the reason of the limit
     */
    static Function<String, Long> bytesUpTo(String max, String why) {
        return text -> {
            long value = bytes(text);
            if (value > bytes(max)) {
                throw new IllegalArgumentException("it must be at most " + max + ": " + why);
            }
            return value;
        };
    }

    private static long positive(String text, Map<String, Long> units, String expected) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (matcher.matches()) {
            Long unit = units.get(matcher.group(2));
            long number = Long.parseLong(matcher.group(1));
            if (unit != null && number > 0 && number <= Long.MAX_VALUE / unit) {
                return number * unit;
            }
        }
        throw new IllegalArgumentException("it must be " + expected);
    }
}
