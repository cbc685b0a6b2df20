package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.Decimal;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The writers of dates and times, from text as in RFC 3339 or from numbers of a named unit. */
public final class TimeWriters {

    private TimeWriters() {}

    /** A unit of time: seconds divided by a power of ten. */
    public enum Unit {
        SECONDS(0),
        MILLIS(3),
        MICROS(6),
        NANOS(9);

        public final int decimals;
        public final long perSecond;
        /** How many nanoseconds it has. */
        public final int nanos;

        Unit(int decimals) {
            this.decimals = decimals;
            this.perSecond = Decimal.powerOfTen(decimals);
            this.nanos = (int) Decimal.powerOfTen(9 - decimals);
        }
    }

    public abstract static class TimeWriter extends ValueWriter {
        private final @Nullable Unit given;
        private final long minSecond;
        private final long maxSecond;

        /**
         * A writer of times that are text, or numbers.
         *
         * @param text what the text must be
         * @param range what the number counts from, and how far
         * @param given the unit of the number; null for text
         */
        private TimeWriter(
                String path, String text, String range, @Nullable Unit given, long minSecond, long maxSecond) {
            super(
                    path,
                    given == null ? text : "a number of " + given.name().toLowerCase(Locale.ROOT) + " " + range,
                    given == null ? Value.TEXT : Value.NUMBERS);
            this.given = given;
            this.minSecond = minSecond;
            this.maxSecond = maxSecond;
        }

        /** A writer of times since the epoch. */
        private TimeWriter(String path, String text, @Nullable Unit given) {
            this(path, text, "since 1970, in the years 0001 to 9999", given, Rfc3339.MIN_SECOND, Rfc3339.MAX_SECOND);
        }

        @Override
        public final void encode(Value value, Conversion conversion) throws RecordRefusedException {
            long units = given == null ? readText(value, conversion.time) : readNumber(value, given, conversion);
            conversion.out().writeLong(units);
            conversion.decimal.set(units, 0);
            written(units, conversion);
        }

        /** The number of the type's units that the text says. */
        public abstract long readText(Value text, Rfc3339 time) throws RecordRefusedException;

        /** The number of the type's units that the number says. */
        public abstract long readNumber(Value number, Unit given, Conversion conversion) throws RecordRefusedException;

        public void written(long units, Conversion conversion) {}

        /** Brings a number to another unit, or refuses. */
        public final long convert(Value value, Unit given, Unit wanted, Conversion conversion)
                throws RecordRefusedException {
            Decimal number = conversion.decimal;
            if (conversion.readNumber(value) != Decimal.Outcome.OK) {
                throw outOfRange(value);
            }
            number.movePointRight(wanted.decimals - given.decimals);
            if (number.rescale(0, null) != Decimal.Outcome.OK) {
                throw inexact(value);
            }
            long second = number.fitsLong() ? Math.floorDiv(number.longValue(), wanted.perSecond) : Long.MAX_VALUE;
            if (second < minSecond || second > maxSecond) {
                throw outOfRange(value);
            }
            return number.longValue();
        }

        /** The fraction of the second just read, in units, or refuses. */
        public final long fraction(Value value, Rfc3339 time, Unit unit) throws RecordRefusedException {
            int fraction = time.nanos() / unit.nanos;
            if (time.finerThanNanos() || fraction * unit.nanos != time.nanos()) {
                throw inexact(value);
            }
            return fraction;
        }

        public final RecordRefusedException inexact(Value value) {
            return refused(FailureReason.INEXACT, value, "send no finer than the type, or use a finer type");
        }

        public final RecordRefusedException outOfRange(Value value) {
            return refused(FailureReason.OUT_OF_RANGE, value, "check the unit, or use a coarser type");
        }

        @Override
        public final boolean isOrdered() {
            return true;
        }
    }

    /** A point on the time line, or on a calendar's and a clock's that nobody knows the zone of. */
    private abstract static class DateTimeWriter extends TimeWriter {
        private final Unit unit;

        public DateTimeWriter(String path, String text, Unit unit, @Nullable Unit given) {
            super(path, text + " of at most " + unit.decimals + " decimals of a second", given);
            this.unit = unit;
        }

        public final Unit unit() {
            return unit;
        }

        public abstract boolean parse(Rfc3339 time, Value text);

        @Override
        public final long readText(Value text, Rfc3339 time) throws RecordRefusedException {
            if (!parse(time, text)) {
                throw refused(FailureReason.INVALID_TEXT, text);
            }
            long fraction = fraction(text, time, unit);
            try {
                // Before 1970 the seconds are rounded down, so that the fraction always adds.
                return time.epochSecond() >= 0
                        ? Math.addExact(Math.multiplyExact(time.epochSecond(), unit.perSecond), fraction)
                        : Math.addExact(
                                Math.multiplyExact(time.epochSecond() + 1, unit.perSecond), fraction - unit.perSecond);
            } catch (ArithmeticException overflow) {
                throw outOfRange(text);
            }
        }

        @Override
        public final long readNumber(Value number, Unit given, Conversion conversion) throws RecordRefusedException {
            return convert(number, given, unit, conversion);
        }
    }

    public static final class TimestampWriter extends DateTimeWriter {
        private final boolean isEventTime;
        private final long unitsPerMilli;

        public TimestampWriter(String path, Unit unit, @Nullable Unit given, boolean isEventTime) {
            super(path, "an RFC 3339 timestamp", unit, given);
            this.isEventTime = isEventTime;
            this.unitsPerMilli = unit.perSecond / 1_000;
        }

        @Override
        public boolean parse(Rfc3339 time, Value text) {
            return time.parseDateTime(text.bytes, text.offset, text.length);
        }

        @Override
        public void written(long units, Conversion conversion) {
            if (isEventTime) {
                conversion.out().eventTimeMillis(unitsPerMilli == 1 ? units : Math.floorDiv(units, unitsPerMilli));
            }
        }

        @Override
        public ValueWriter ofConstants() {
            return new TimestampWriter(path(), unit(), null, false);
        }
    }

    /** A date and a time of day, of no zone: an offset is refused, since the type would lose it. */
    public static final class LocalTimestampWriter extends DateTimeWriter {
        public LocalTimestampWriter(String path, Unit unit, @Nullable Unit given) {
            super(path, "a timestamp as in RFC 3339 without its offset", unit, given);
        }

        @Override
        public boolean parse(Rfc3339 time, Value text) {
            return time.parseLocalDateTime(text.bytes, text.offset, text.length);
        }

        @Override
        public ValueWriter ofConstants() {
            return new LocalTimestampWriter(path(), unit(), null);
        }
    }

    public static final class DateWriter extends TimeWriter {
        public DateWriter(String path, @Nullable Unit given) {
            super(path, "an RFC 3339 date, YYYY-MM-DD", given);
        }

        @Override
        public ValueWriter ofConstants() {
            return new DateWriter(path(), null);
        }

        @Override
        public long readText(Value text, Rfc3339 time) throws RecordRefusedException {
            if (!time.parseDate(text.bytes, text.offset, text.length)) {
                throw refused(FailureReason.INVALID_TEXT, text);
            }
            return time.epochDay();
        }

        @Override
        public long readNumber(Value number, Unit given, Conversion conversion) throws RecordRefusedException {
            long second = convert(number, given, Unit.SECONDS, conversion);
            if (second % Rfc3339.SECONDS_PER_DAY != 0) {
                throw inexact(number);
            }
            return second / Rfc3339.SECONDS_PER_DAY;
        }
    }

    /** Time since midnight, of no zone and no date. */
    public static final class TimeOfDayWriter extends TimeWriter {
        private final Unit unit;

        public TimeOfDayWriter(String path, Unit unit, @Nullable Unit given) {
            super(
                    path,
                    "a time of day, HH:MM:SS, of at most " + unit.decimals + " decimals and without an offset",
                    "since midnight, less than a day",
                    given,
                    0,
                    Rfc3339.SECONDS_PER_DAY - 1);
            this.unit = unit;
        }

        @Override
        public ValueWriter ofConstants() {
            return new TimeOfDayWriter(path(), unit, null);
        }

        @Override
        public long readText(Value text, Rfc3339 time) throws RecordRefusedException {
            if (!time.parseTimeOfDay(text.bytes, text.offset, text.length)) {
                throw refused(FailureReason.INVALID_TEXT, text);
            }
            return time.epochSecond() * unit.perSecond + fraction(text, time, unit);
        }

        @Override
        public long readNumber(Value number, Unit given, Conversion conversion) throws RecordRefusedException {
            return convert(number, given, unit, conversion);
        }
    }
}
