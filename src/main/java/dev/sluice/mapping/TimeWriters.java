package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The writers of dates and instants, from RFC 3339 text or from numbers of a named unit since the epoch. */
final class TimeWriters {

    private TimeWriters() {}

    /** A unit of time: seconds divided by a power of ten. */
    enum Unit {
        SECONDS(0),
        MILLIS(3),
        MICROS(6),
        NANOS(9);

        final int decimals;

        Unit(int decimals) {
            this.decimals = decimals;
        }

        long perSecond() {
            return Decimal.powerOfTen(decimals);
        }
    }

    abstract static class TimeWriter extends ValueWriter {
        private final @Nullable Unit epochUnit;

        TimeWriter(String path, String text, @Nullable Unit epochUnit) {
            super(
                    path,
                    epochUnit == null
                            ? text
                            : "a number of " + epochUnit.name().toLowerCase(Locale.ROOT)
                                    + " since 1970, in the years 0001 to 9999");
            this.epochUnit = epochUnit;
        }

        /** Reads the number of units of time {@code wanted} since the epoch into the conversion's decimal. */
        final long readEpoch(Value value, Unit given, Unit wanted, Conversion conversion)
                throws RecordRefusedException {
            if (value.kind != Value.NUMBER && value.kind != Value.COMPUTED) {
                throw refused(FailureReason.WRONG_TYPE, value);
            }
            Decimal number = conversion.decimal;
            if (conversion.readNumber(value) != Decimal.Outcome.OK) {
                throw outOfRange(value);
            }
            number.movePointRight(wanted.decimals - given.decimals);
            if (number.rescale(0, null) != Decimal.Outcome.OK) {
                throw inexact(value);
            }
            long second = number.fitsLong() ? Math.floorDiv(number.longValue(), wanted.perSecond()) : Long.MAX_VALUE;
            if (second < Rfc3339.MIN_SECOND || second > Rfc3339.MAX_SECOND) {
                throw outOfRange(value);
            }
            return number.longValue();
        }

        final RecordRefusedException inexact(Value value) {
            return refused(FailureReason.INEXACT, value, "send no finer than the type, or use a finer type");
        }

        final RecordRefusedException outOfRange(Value value) {
            return refused(FailureReason.OUT_OF_RANGE, value, "check the unit, or use a coarser type");
        }

        @Override
        final boolean isOrdered() {
            return true;
        }

        /** Writes the number of units, and leaves it where checks look. */
        static void writeNumber(long number, Conversion conversion) {
            conversion.out().writeLong(number);
            conversion.decimal.set(number, 0);
        }

        final @Nullable Unit epochUnit() {
            return epochUnit;
        }

        @Override
        final boolean takesText() {
            return epochUnit == null;
        }
    }

    static final class TimestampWriter extends TimeWriter {
        private final Unit unit;
        private final boolean isEventTime;

        TimestampWriter(String path, Unit unit, @Nullable Unit epochUnit, boolean isEventTime) {
            super(path, "an RFC 3339 timestamp of at most " + unit.decimals + " decimals of a second", epochUnit);
            this.unit = unit;
            this.isEventTime = isEventTime;
        }

        @Override
        void write(Value value, Conversion conversion) throws RecordRefusedException {
            Unit given = epochUnit();
            long timestamp =
                    given == null ? readText(value, conversion.instant) : readEpoch(value, given, unit, conversion);
            writeNumber(timestamp, conversion);
            if (isEventTime) {
                conversion.out().eventTimeMillis(Math.floorDiv(timestamp, unit.perSecond() / 1_000));
            }
        }

        @Override
        ValueWriter ofConstants() {
            return new TimestampWriter(path(), unit, null, false);
        }

        private long readText(Value value, Rfc3339 instant) throws RecordRefusedException {
            requireString(value);
            if (!instant.parseDateTime(value.bytes, value.offset, value.length)) {
                throw refused(FailureReason.INVALID_TEXT, value);
            }
            long nanosPerUnit = Unit.NANOS.perSecond() / unit.perSecond();
            if (instant.finerThanNanos() || instant.nanos() % nanosPerUnit != 0) {
                throw inexact(value);
            }
            try {
                // Before 1970 the seconds are rounded down, so that the fraction always adds.
                long fraction = instant.nanos() / nanosPerUnit;
                return instant.epochSecond() >= 0
                        ? Math.addExact(Math.multiplyExact(instant.epochSecond(), unit.perSecond()), fraction)
                        : Math.addExact(
                                Math.multiplyExact(instant.epochSecond() + 1, unit.perSecond()),
                                fraction - unit.perSecond());
            } catch (ArithmeticException overflow) {
                throw outOfRange(value);
            }
        }
    }

    static final class DateWriter extends TimeWriter {
        DateWriter(String path, @Nullable Unit epochUnit) {
            super(path, "an RFC 3339 date, YYYY-MM-DD", epochUnit);
        }

        @Override
        void write(Value value, Conversion conversion) throws RecordRefusedException {
            Unit given = epochUnit();
            writeNumber(given == null ? readText(value, conversion) : readDay(value, given, conversion), conversion);
        }

        @Override
        ValueWriter ofConstants() {
            return new DateWriter(path(), null);
        }

        private long readText(Value value, Conversion conversion) throws RecordRefusedException {
            requireString(value);
            if (!conversion.instant.parseDate(value.bytes, value.offset, value.length)) {
                throw refused(FailureReason.INVALID_TEXT, value);
            }
            return conversion.instant.epochDay();
        }

        private long readDay(Value value, Unit given, Conversion conversion) throws RecordRefusedException {
            long second = readEpoch(value, given, Unit.SECONDS, conversion);
            if (second % Rfc3339.SECONDS_PER_DAY != 0) {
                throw inexact(value);
            }
            return second / Rfc3339.SECONDS_PER_DAY;
        }
    }
}
