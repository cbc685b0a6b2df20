package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.text.Decimal;
import dev.sluice.mapping.text.Rfc3339;
import org.jspecify.annotations.Nullable;

/** The writers of dates and times, from text as in RFC 3339 or from numbers of a named unit. */
public final class TimeWriters {

    private TimeWriters() {}

    private abstract static class TimeWriter extends ValueWriter {
        private final @Nullable EpochUnit given;
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
                String path, String text, String range, @Nullable EpochUnit given, long minSecond, long maxSecond) {
            super(
                    path,
                    given == null ? text : "a number of " + given.word() + " " + range,
                    given == null ? Value.TEXT : Value.NUMBERS);
            this.given = given;
            this.minSecond = minSecond;
            this.maxSecond = maxSecond;
        }

        /** A writer of times since the epoch. */
        private TimeWriter(String path, String text, @Nullable EpochUnit given) {
            this(path, text, "since 1970, in the years 0001 to 9999", given, Rfc3339.MIN_SECOND, Rfc3339.MAX_SECOND);
        }

        @Override
        protected final void encode(Value value, ConversionContext context) throws RecordRefusedException {
            long units = given == null ? readText(value, context.time()) : readNumber(value, given, context);
            context.out().writeLong(units);
            context.decimal().set(units, 0);
            written(units, context);
        }

        /** The number of the type's units that the text says. */
        abstract long readText(Value text, Rfc3339 time) throws RecordRefusedException;

        /** The number of the type's units that the number says. */
        abstract long readNumber(Value number, EpochUnit given, ConversionContext context)
                throws RecordRefusedException;

        void written(long units, ConversionContext context) {}

        /** Brings a number to another unit, or refuses. */
        final long convert(Value value, EpochUnit given, EpochUnit wanted, ConversionContext context)
                throws RecordRefusedException {
            Decimal number = context.decimal();
            if (context.readNumber(value) != Decimal.Outcome.OK) {
                throw outOfRange(value);
            }
            number.movePointRight(wanted.decimals() - given.decimals());
            if (number.rescale(0, null) != Decimal.Outcome.OK) {
                throw inexact(value);
            }
            long second = number.fitsLong() ? Math.floorDiv(number.longValue(), wanted.perSecond()) : Long.MAX_VALUE;
            if (second < minSecond || second > maxSecond) {
                throw outOfRange(value);
            }
            return number.longValue();
        }

        /** The fraction of the second just read, in units, or refuses. */
        final long fraction(Value value, Rfc3339 time, EpochUnit unit) throws RecordRefusedException {
            int fraction = time.nanos() / unit.nanos();
            if (time.finerThanNanos() || fraction * unit.nanos() != time.nanos()) {
                throw inexact(value);
            }
            return fraction;
        }

        final RecordRefusedException inexact(Value value) {
            return refused(FailureReason.INEXACT, value, "send no finer than the type, or use a finer type");
        }

        final RecordRefusedException outOfRange(Value value) {
            return refused(FailureReason.OUT_OF_RANGE, value, "check the unit, or use a coarser type");
        }

        @Override
        public final boolean isOrdered() {
            return true;
        }
    }

    /** An instant, or a date and a time of day of no known zone. */
    private abstract static class DateTimeWriter extends TimeWriter {
        private final EpochUnit unit;

        DateTimeWriter(String path, String text, EpochUnit unit, @Nullable EpochUnit given) {
            super(path, text + " of at most " + unit.decimals() + " decimals of a second", given);
            this.unit = unit;
        }

        final EpochUnit unit() {
            return unit;
        }

        abstract boolean parse(Rfc3339 time, Value text);

        @Override
        final long readText(Value text, Rfc3339 time) throws RecordRefusedException {
            if (!parse(time, text)) {
                throw refused(FailureReason.INVALID_TEXT, text);
            }
            long fraction = fraction(text, time, unit);
            try {
                // Before 1970 the seconds are rounded down, so that the fraction always adds.
                return time.epochSecond() >= 0
                        ? Math.addExact(Math.multiplyExact(time.epochSecond(), unit.perSecond()), fraction)
                        : Math.addExact(
                                Math.multiplyExact(time.epochSecond() + 1, unit.perSecond()),
                                fraction - unit.perSecond());
            } catch (ArithmeticException overflow) {
                throw outOfRange(text);
            }
        }

        @Override
        final long readNumber(Value number, EpochUnit given, ConversionContext context) throws RecordRefusedException {
            return convert(number, given, unit, context);
        }
    }

    public static final class TimestampWriter extends DateTimeWriter {
        private final boolean isEventTime;
        private final long unitsPerMilli;

        public TimestampWriter(String path, EpochUnit unit, @Nullable EpochUnit given, boolean isEventTime) {
            super(path, "an RFC 3339 timestamp", unit, given);
            this.isEventTime = isEventTime;
            this.unitsPerMilli = unit.perSecond() / 1_000;
        }

        @Override
        boolean parse(Rfc3339 time, Value text) {
            return time.parseDateTime(text.bytes(), text.offset(), text.length());
        }

        @Override
        void written(long units, ConversionContext context) {
            if (isEventTime) {
                context.out().eventTimeMillis(unitsPerMilli == 1 ? units : Math.floorDiv(units, unitsPerMilli));
            }
        }

        @Override
        public ValueWriter ofConstants() {
            return new TimestampWriter(path(), unit(), null, false);
        }
    }

    /** A date and a time of day, of no zone: an offset is refused, since the type would lose it. */
    public static final class LocalTimestampWriter extends DateTimeWriter {
        public LocalTimestampWriter(String path, EpochUnit unit, @Nullable EpochUnit given) {
            super(path, "a timestamp as in RFC 3339 without its offset", unit, given);
        }

        @Override
        boolean parse(Rfc3339 time, Value text) {
            return time.parseLocalDateTime(text.bytes(), text.offset(), text.length());
        }

        @Override
        public ValueWriter ofConstants() {
            return new LocalTimestampWriter(path(), unit(), null);
        }
    }

    public static final class DateWriter extends TimeWriter {
        public DateWriter(String path, @Nullable EpochUnit given) {
            super(path, "an RFC 3339 date, YYYY-MM-DD", given);
        }

        @Override
        public ValueWriter ofConstants() {
            return new DateWriter(path(), null);
        }

        @Override
        long readText(Value text, Rfc3339 time) throws RecordRefusedException {
            if (!time.parseDate(text.bytes(), text.offset(), text.length())) {
                throw refused(FailureReason.INVALID_TEXT, text);
            }
            return time.epochDay();
        }

        @Override
        long readNumber(Value number, EpochUnit given, ConversionContext context) throws RecordRefusedException {
            long second = convert(number, given, EpochUnit.SECONDS, context);
            if (second % Rfc3339.SECONDS_PER_DAY != 0) {
                throw inexact(number);
            }
            return second / Rfc3339.SECONDS_PER_DAY;
        }
    }

    /** Time since midnight, of no zone and no date. */
    public static final class TimeOfDayWriter extends TimeWriter {
        private final EpochUnit unit;

        public TimeOfDayWriter(String path, EpochUnit unit, @Nullable EpochUnit given) {
            super(
                    path,
                    "a time of day, HH:MM:SS, of at most " + unit.decimals() + " decimals and without an offset",
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
        long readText(Value text, Rfc3339 time) throws RecordRefusedException {
            if (!time.parseTimeOfDay(text.bytes(), text.offset(), text.length())) {
                throw refused(FailureReason.INVALID_TEXT, text);
            }
            return time.epochSecond() * unit.perSecond() + fraction(text, time, unit);
        }

        @Override
        long readNumber(Value number, EpochUnit given, ConversionContext context) throws RecordRefusedException {
            return convert(number, given, unit, context);
        }
    }
}
