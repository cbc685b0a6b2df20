package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.text.Rfc3339;
import dev.sluice.mapping.text.ZoneRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Objects;

/** The writers of dates and times, from text as in RFC 3339 or from numbers of a named unit. */
public final class TimeWriters {

    private TimeWriters() {}

    /** An instant, or a date and a time of day of no known zone. */
    private abstract static class DateTimeWriter extends TimeWriter {
        private final EpochUnit unit;
        private final boolean isEventTime;
        private final long unitsPerMilli;

        DateTimeWriter(String path, String text, EpochUnit unit, TimeReading reading, boolean isEventTime) {
            super(path, text + " of at most " + unit.decimals() + " decimals of a second", reading);
            this.unit = unit;
            this.isEventTime = isEventTime;
            this.unitsPerMilli = unit.perSecond() / 1_000;
        }

        final EpochUnit unit() {
            return unit;
        }

        @Override
        final long units(Value text, ConversionContext context) throws RecordRefusedException {
            return units(text, unit, context);
        }

        @Override
        final long readNumber(Value number, EpochUnit given, ConversionContext context) throws RecordRefusedException {
            return convert(number, given, unit, context);
        }

        @Override
        final void written(Value value, long units, ConversionContext context) throws RecordRefusedException {
            if (isEventTime) {
                context.out().eventTimeMillis(millis(value, Math.floorDiv(units, unitsPerMilli)));
            }
        }

        /** The instant of what was written, in milliseconds since the epoch. */
        long millis(Value value, long millis) throws RecordRefusedException {
            return millis;
        }
    }

    public static final class TimestampWriter extends DateTimeWriter {

        public TimestampWriter(String path, EpochUnit unit, TimeReading reading, boolean isEventTime) {
            super(
                    path,
                    reading.zone() == null
                            ? "an RFC 3339 timestamp"
                            : "an RFC 3339 timestamp, with an offset or in the zone "
                                    + reading.zone().zone() + ",",
                    unit,
                    reading,
                    isEventTime);
        }

        @Override
        boolean parse(Value text, ConversionContext context) throws RecordRefusedException {
            Rfc3339 time = context.time();
            if (time.parseDateTime(text.bytes(), text.offset(), text.length())) {
                return true;
            }
            if (reading().zone() == null || !time.parseLocalDateTime(text.bytes(), text.offset(), text.length())) {
                return false;
            }
            time.shift(inZone(text, time.epochSecond()));
            return true;
        }

        @Override
        void take(Value text, TemporalAccessor read, Rfc3339 into) throws RecordRefusedException {
            LocalDateTime local = LocalDateTime.from(read);
            ZoneOffset offset = read.query(TemporalQueries.offset());
            long localSecond = local.toEpochSecond(ZoneOffset.UTC);
            into.set(
                    offset == null ? inZone(text, localSecond) : localSecond - offset.getTotalSeconds(),
                    local.getNano());
        }

        @Override
        public ValueWriter ofConstants() {
            return new TimestampWriter(path(), unit(), TimeReading.PLAIN, false);
        }
    }

    /** A date and a time of day, of no zone: an offset is refused, since the type would lose it. */
    public static final class LocalTimestampWriter extends DateTimeWriter {

        public LocalTimestampWriter(String path, EpochUnit unit, TimeReading reading, boolean isEventTime) {
            super(path, "a timestamp as in RFC 3339 without its offset", unit, reading, isEventTime);
        }

        @Override
        boolean parse(Value text, ConversionContext context) {
            return context.time().parseLocalDateTime(text.bytes(), text.offset(), text.length());
        }

        @Override
        void take(Value text, TemporalAccessor read, Rfc3339 into) {
            LocalDateTime local = LocalDateTime.from(read);
            into.set(local.toEpochSecond(ZoneOffset.UTC), local.getNano());
        }

        @Override
        long millis(Value value, long millis) throws RecordRefusedException {
            return inZone(value, Math.floorDiv(millis, 1_000)) * 1_000 + Math.floorMod(millis, 1_000);
        }

        @Override
        public ValueWriter ofConstants() {
            return new LocalTimestampWriter(path(), unit(), TimeReading.PLAIN, false);
        }
    }

    public static final class DateWriter extends TimeWriter {
        private final boolean isEventTime;

        public DateWriter(String path, TimeReading reading, boolean isEventTime) {
            super(path, "an RFC 3339 date, YYYY-MM-DD", reading);
            this.isEventTime = isEventTime;
        }

        @Override
        public ValueWriter ofConstants() {
            return new DateWriter(path(), TimeReading.PLAIN, false);
        }

        @Override
        boolean parse(Value text, ConversionContext context) {
            return context.time().parseDate(text.bytes(), text.offset(), text.length());
        }

        @Override
        void take(Value text, TemporalAccessor read, Rfc3339 into) {
            into.set(LocalDate.from(read).toEpochDay() * Rfc3339.SECONDS_PER_DAY, 0);
        }

        @Override
        long units(Value text, ConversionContext context) {
            return context.time().epochDay();
        }

        @Override
        long readNumber(Value number, EpochUnit given, ConversionContext context) throws RecordRefusedException {
            if (given == EpochUnit.DAYS) {
                return convert(number, given, EpochUnit.DAYS, context);
            }
            long second = convert(number, given, EpochUnit.SECONDS, context);
            if (second % Rfc3339.SECONDS_PER_DAY == 0) {
                return second / Rfc3339.SECONDS_PER_DAY;
            }
            RoundingMode rounding = reading().rounding();
            if (rounding == null) {
                throw inexact(number);
            }
            return BigDecimal.valueOf(second)
                    .divide(BigDecimal.valueOf(Rfc3339.SECONDS_PER_DAY), 0, rounding)
                    .longValueExact();
        }

        @Override
        void written(Value value, long units, ConversionContext context) {
            if (isEventTime) {
                ZoneRule zone = Objects.requireNonNull(reading().zone());
                context.out().eventTimeMillis(zone.startOfDay(units) * 1_000);
            }
        }
    }

    /** Time since midnight, of no zone and no date. */
    public static final class TimeOfDayWriter extends TimeWriter {
        private final EpochUnit unit;

        public TimeOfDayWriter(String path, EpochUnit unit, TimeReading reading) {
            super(
                    path,
                    "a time of day, HH:MM:SS, of at most " + unit.decimals() + " decimals and without an offset",
                    "since midnight, less than a day",
                    reading,
                    0,
                    Rfc3339.SECONDS_PER_DAY - 1);
            this.unit = unit;
        }

        @Override
        public ValueWriter ofConstants() {
            return new TimeOfDayWriter(path(), unit, TimeReading.PLAIN);
        }

        @Override
        boolean parse(Value text, ConversionContext context) {
            return context.time().parseTimeOfDay(text.bytes(), text.offset(), text.length());
        }

        @Override
        void take(Value text, TemporalAccessor read, Rfc3339 into) {
            LocalTime time = LocalTime.from(read);
            into.set(time.toSecondOfDay(), time.getNano());
        }

        @Override
        long units(Value text, ConversionContext context) throws RecordRefusedException {
            return units(text, unit, context);
        }

        @Override
        long readNumber(Value number, EpochUnit given, ConversionContext context) throws RecordRefusedException {
            return convert(number, given, unit, context);
        }
    }
}
