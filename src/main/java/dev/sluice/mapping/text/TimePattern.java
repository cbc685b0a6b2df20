package dev.sluice.mapping.text;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of dates and times, in the letters of {@link DateTimeFormatter}: strict, with English names of months and
 * days from tables of its own, so that the JDK's do not matter. Immutable.
 */
public final class TimePattern {

    /** What a pattern can tell. */
    public enum Part {
        DATE,
        TIME,
        OFFSET
    }

    private static final int MAX_LENGTH = 100;

    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    /** RFC 3339 is read by {@link Rfc3339}. */
    private static final String RFC3339 = "rfc3339";

    private static final String RFC1123 = "rfc1123";

    private final String pattern;
    private final @Nullable DateTimeFormatter formatter;
    private final Set<Part> parts;

    private TimePattern(String pattern, @Nullable DateTimeFormatter formatter, Set<Part> parts) {
        this.pattern = pattern;
        this.formatter = formatter;
        this.parts = parts;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException with what is wrong and what to write, as the end of "… is"
     */
    public static TimePattern compile(String pattern) {
        if (pattern.equals(RFC3339)) {
            return new TimePattern(pattern, null, EnumSet.allOf(Part.class));
        }
        if (pattern.equals(RFC1123)) {
            return new TimePattern(
                    pattern,
                    DateTimeFormatter.RFC_1123_DATE_TIME.withResolverStyle(ResolverStyle.STRICT),
                    EnumSet.allOf(Part.class));
        }
        return new Compiler(pattern).compile();
    }

    public boolean tells(Part part) {
        return parts.contains(part);
    }

    /** Whether it is the notation of RFC 3339. */
    public boolean isRfc3339() {
        return formatter == null;
    }

    /** Reads a text; null if it is none of the pattern, or no time that there is. */
    public @Nullable TemporalAccessor parse(String text) {
        if (formatter == null || text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            return formatter.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * A text that both patterns read as different times; null if none was found.
     *
     * <p>Every day of four years is tried, at times that tell hours, minutes and halves of a day apart.
     */
    public @Nullable String ambiguousWith(TimePattern other) {
        if (formatter == null || other.formatter == null) {
            return null;
        }
        for (int day = 0; day < 4 * 366; day++) {
            LocalDateTime time =
                    LocalDateTime.of(2003, 1, 1, 1, 2, 3).plusDays(day).plusMinutes(61L * day);
            String text;
            try {
                text = formatter.format(time.atOffset(ZoneOffset.ofHours(2)));
            } catch (DateTimeException e) {
                return null;
            }
            TemporalAccessor read = other.parse(text);
            if (read != null && !same(parse(text), read)) {
                return text;
            }
        }
        return null;
    }

    private static boolean same(@Nullable TemporalAccessor own, TemporalAccessor other) {
        return own != null
                && Objects.equals(own.query(TemporalQueries.localDate()), other.query(TemporalQueries.localDate()))
                && Objects.equals(own.query(TemporalQueries.localTime()), other.query(TemporalQueries.localTime()))
                && Objects.equals(own.query(TemporalQueries.offset()), other.query(TemporalQueries.offset()));
    }

    @Override
    public String toString() {
        return pattern;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimePattern that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** Turns letters into a formatter, one run of the same letter after the other. */
    private static final class Compiler {

        private final String pattern;
        private final DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseSensitive();
        private final Map<ChronoField, String> fields = new HashMap<>();
        private boolean hasOffset;

        Compiler(String pattern) {
            this.pattern = pattern;
        }

        TimePattern compile() {
            for (int i = 0; i < pattern.length(); ) {
                char c = pattern.charAt(i);
                if (c == '\'') {
                    i = literal(i);
                } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                    int end = i;
                    while (end < pattern.length() && pattern.charAt(end) == c) {
                        end++;
                    }
                    letters(c, end - i);
                    i = end;
                } else if ("[]{}#".indexOf(c) >= 0) {
                    throw wrong(
                            "has " + c + ", which is reserved; put it in single quotes, and write one pattern for each"
                                    + " form in a list");
                } else {
                    builder.appendLiteral(c);
                    i++;
                }
            }
            return finish();
        }

        private int literal(int open) {
            int close = pattern.indexOf('\'', open + 1);
            if (close < 0) {
                throw wrong("has a single quote without its end; write two for one that is meant");
            }
            builder.appendLiteral(close == open + 1 ? "'" : pattern.substring(open + 1, close));
            return close + 1;
        }

        private void letters(char letter, int count) {
            switch (letter) {
                case 'u', 'y' -> {
                    if (count != 4) {
                        throw wrong("has a year of " + count + " digits, whose century would be guessed; write uuuu");
                    }
                    number(ChronoField.YEAR, letter, 4, 4);
                }
                case 'M' -> {
                    if (count > 2) {
                        names(ChronoField.MONTH_OF_YEAR, MONTHS, letter, count);
                    } else {
                        number(ChronoField.MONTH_OF_YEAR, letter, count, 2);
                    }
                }
                case 'd' -> number(ChronoField.DAY_OF_MONTH, letter, count, 2);
                case 'E' -> names(ChronoField.DAY_OF_WEEK, DAYS, letter, count < 3 ? 3 : count);
                case 'H' -> number(ChronoField.HOUR_OF_DAY, letter, count, 2);
                case 'h' -> number(ChronoField.CLOCK_HOUR_OF_AMPM, letter, count, 2);
                case 'a' -> {
                    put(ChronoField.AMPM_OF_DAY, letter);
                    builder.parseCaseInsensitive()
                            .appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"))
                            .parseCaseSensitive();
                }
                case 'm' -> number(ChronoField.MINUTE_OF_HOUR, letter, count, 2);
                case 's' -> number(ChronoField.SECOND_OF_MINUTE, letter, count, 2);
                case 'S' -> {
                    if (count > 9) {
                        throw wrong("has " + count + " decimals of a second; at most nine are kept");
                    }
                    put(ChronoField.NANO_OF_SECOND, letter);
                    builder.appendFraction(ChronoField.NANO_OF_SECOND, count, count, false);
                }
                case 'X', 'x', 'Z' -> offset(letter, count);
                case 'Y' -> throw wrong("has the week-based year YYYY, which differs around New Year; write uuuu");
                case 'D' -> throw wrong("has the day of the year D; write dd for the day of the month");
                case 'n', 'N', 'A' -> throw wrong("has " + letter + "; write S for decimals of a second");
                case 'k', 'K' -> throw wrong("has the hour " + letter + "; write HH, or hh with a");
                case 'L' -> throw wrong("has L; write M for the month");
                case 'z', 'V', 'O', 'v' ->
                    throw wrong("has a zone's name, which can mean several zones; name the zone in \"zone\"");
                default ->
                    throw wrong("has the letter " + letter + ", which is none of u, M, d, E, H, h, a, m, s, S, X and"
                            + " x; put text in single quotes");
            }
        }

        private void number(ChronoField field, char letter, int count, int width) {
            if (count > width) {
                throw wrong("has " + count + " times " + letter + "; write at most " + width);
            }
            put(field, letter);
            if (count == width) {
                builder.appendValue(field, width);
            } else {
                builder.appendValue(field, 1, width, SignStyle.NOT_NEGATIVE);
            }
        }

        private void names(ChronoField field, List<String> full, char letter, int count) {
            if (count > 4) {
                throw wrong(
                        "has " + count + " times " + letter + "; write three for short names and four for full ones");
            }
            put(field, letter);
            Map<Long, String> names = new TreeMap<>();
            for (int i = 0; i < full.size(); i++) {
                names.put(i + 1L, count == 3 ? full.get(i).substring(0, 3) : full.get(i));
            }
            builder.parseCaseInsensitive().appendText(field, names).parseCaseSensitive();
        }

        private void offset(char letter, int count) {
            String form = (letter == 'Z' ? "x".repeat(count < 4 ? 2 : 3) : "x".repeat(count));
            String zero = letter == 'X' ? "Z" : form.length() == 1 ? "+00" : form.length() == 2 ? "+0000" : "+00:00";
            switch (form.length()) {
                case 1 -> builder.appendOffset("+HHmm", zero);
                case 2 -> builder.appendOffset("+HHMM", zero);
                case 3 -> builder.appendOffset("+HH:MM", zero);
                default -> throw wrong("has " + count + " times " + letter + "; write at most three");
            }
            hasOffset = true;
        }

        private void put(ChronoField field, char letter) {
            if (fields.put(field, String.valueOf(letter)) != null) {
                throw wrong("has the "
                        + field.toString().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)
                        + " twice; write it once");
            }
        }

        private TimePattern finish() {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            boolean hasYear = fields.containsKey(ChronoField.YEAR);
            boolean hasMonth = fields.containsKey(ChronoField.MONTH_OF_YEAR);
            boolean hasDay = fields.containsKey(ChronoField.DAY_OF_MONTH);
            boolean hasHour =
                    fields.containsKey(ChronoField.HOUR_OF_DAY) || fields.containsKey(ChronoField.CLOCK_HOUR_OF_AMPM);
            boolean hasMinute = fields.containsKey(ChronoField.MINUTE_OF_HOUR);
            if (hasYear && hasDay && !hasMonth && hasMinute && !hasHour) {
                throw wrong("has minutes mm where a month is meant; write MM");
            }
            if (hasYear || hasMonth || hasDay) {
                if (!hasYear || !hasMonth || !hasDay) {
                    throw wrong("has no whole date; it needs a year uuuu, a month M and a day d");
                }
                parts.add(Part.DATE);
            }
            if (hasHour || hasMinute || fields.containsKey(ChronoField.SECOND_OF_MINUTE)) {
                checkTime(hasHour, hasMinute);
                parts.add(Part.TIME);
                for (ChronoField field : List.of(ChronoField.MINUTE_OF_HOUR, ChronoField.SECOND_OF_MINUTE)) {
                    if (!fields.containsKey(field)) {
                        builder.parseDefaulting(field, 0);
                    }
                }
            }
            if (hasOffset) {
                parts.add(Part.OFFSET);
            }
            return new TimePattern(
                    pattern, builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT), parts);
        }

        private void checkTime(boolean hasHour, boolean hasMinute) {
            boolean isHalf = fields.containsKey(ChronoField.CLOCK_HOUR_OF_AMPM);
            if (!hasHour) {
                throw wrong(
                        hasMinute && fields.containsKey(ChronoField.MONTH_OF_YEAR) || !hasMinute
                                ? "has no hour; write HH, or hh with a"
                                : "has minutes mm and no hour; write MM for a month, or HH for an hour");
            }
            if (isHalf != fields.containsKey(ChronoField.AMPM_OF_DAY)) {
                throw wrong(
                        isHalf
                                ? "has hours of half a day hh without a; write HH for hours up to 23"
                                : "has AM and PM with hours of a whole day; write hh");
            }
            if (fields.containsKey(ChronoField.HOUR_OF_DAY) && isHalf) {
                throw wrong("has two hours; write one");
            }
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("\"" + pattern + "\", which " + what);
        }
    }
}
