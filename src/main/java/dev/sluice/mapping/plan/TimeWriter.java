package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.text.Decimal;
import dev.sluice.mapping.text.Rfc3339;
import dev.sluice.mapping.text.TimePattern;
import dev.sluice.mapping.text.ZoneRule;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A writer of dates or times, from text or from numbers of a named unit. */
abstract class TimeWriter extends ValueWriter {
    private final TimeReading reading;
    private final long minSecond;
    private final long maxSecond;

    /**
     * A writer of times that are text, or numbers.
     *
     * @param text what the text must be, where no pattern says so
     * @param range what the number counts from, and how far
     */
    TimeWriter(String path, String text, String range, TimeReading reading, long minSecond, long maxSecond) {
        super(path, expected(text, range, reading), kinds(reading));
        this.reading = reading;
        this.minSecond = minSecond;
        this.maxSecond = maxSecond;
    }

    /** A writer of times since the epoch. */
    TimeWriter(String path, String text, TimeReading reading) {
        this(path, text, "since 1970, in the years 0001 to 9999", reading, Rfc3339.MIN_SECOND, Rfc3339.MAX_SECOND);
    }

    private static String expected(String text, String range, TimeReading reading) {
        List<String> forms = new ArrayList<>();
        if (!reading.patterns().isEmpty()) {
            forms.add("text as in its \"format\", "
                    + reading.patterns().stream().map(TimePattern::toString).collect(Collectors.joining(" or ")));
        }
        if (reading.unit() != null) {
            forms.add("a number of " + reading.unit().word() + " " + range);
        }
        return forms.isEmpty() ? text : String.join(", or ", forms);
    }

    private static int kinds(TimeReading reading) {
        return reading.unit() == null ? Value.TEXT : Value.NUMBERS | Value.TEXT;
    }

    @Override
    final String remedy(Value value) {
        return value.kind() == Value.NUMBER ? "send that, or name the number's \"unit\"" : SEND_THAT;
    }

    @Override
    protected final void encode(Value value, ConversionContext context) throws RecordRefusedException {
        EpochUnit unit = reading.unit();
        long units;
        if (value.isConstant()) {
            units = readText(value, context);
        } else if (unit != null
                && (value.kind() != Value.STRING || reading.patterns().isEmpty())) {
            units = readNumber(value, unit, context);
        } else {
            units = readText(value, context);
        }
        context.out().writeLong(units);
        context.decimal().set(units, 0);
        written(value, units, context);
    }

    final TimeReading reading() {
        return reading;
    }

    /** Whether the text was read by a pattern, into the context's time. */
    private boolean isRead(Value text, ConversionContext context) throws RecordRefusedException {
        if (reading.patterns().isEmpty() || text.isConstant()) {
            return false;
        }
        String string = new String(text.bytes(), text.offset(), text.length(), StandardCharsets.UTF_8);
        for (TimePattern pattern : reading.patterns()) {
            if (pattern.isRfc3339()) {
                if (parse(text, context)) {
                    return true;
                }
            } else {
                TemporalAccessor read = pattern.parse(string);
                if (read != null) {
                    take(text, read, context.time());
                    return true;
                }
            }
        }
        throw refused(FailureReason.INVALID_TEXT, text);
    }

    /** Reads the notation of RFC 3339 into the context's time; returns whether it is that. */
    abstract boolean parse(Value text, ConversionContext context) throws RecordRefusedException;

    /** Takes a time that a pattern has read. */
    abstract void take(Value text, TemporalAccessor read, Rfc3339 into) throws RecordRefusedException;

    /** The instant of a local time in the zone of the reading, or refuses. */
    final long inZone(Value text, long localSecond) throws RecordRefusedException {
        ZoneRule zone = Objects.requireNonNull(reading.zone());
        long second = zone.epochSecond(localSecond);
        if (second == ZoneRule.NONE) {
            throw refused(
                    FailureReason.INVALID_TEXT,
                    text,
                    "its time is left out by the clocks of " + zone.zone() + ", or shown twice; send an offset, or say"
                            + " \"gap\" and \"overlap\" in \"zone\"");
        }
        return second;
    }

    private long readText(Value text, ConversionContext context) throws RecordRefusedException {
        if (!isRead(text, context) && !parse(text, context)) {
            throw refused(FailureReason.INVALID_TEXT, text);
        }
        return units(text, context);
    }

    /** The number of the type's units that the context's time is, which the text has told, or refuses. */
    abstract long units(Value text, ConversionContext context) throws RecordRefusedException;

    /** The number of the type's units that the number says. */
    abstract long readNumber(Value number, EpochUnit given, ConversionContext context) throws RecordRefusedException;

    void written(Value value, long units, ConversionContext context) throws RecordRefusedException {}

    /** Brings a number to another unit, or refuses. */
    final long convert(Value value, EpochUnit given, EpochUnit wanted, ConversionContext context)
            throws RecordRefusedException {
        Decimal number = context.decimal();
        switch (context.readNumber(value)) {
            case OK -> {}
            case NO_NUMBER ->
                throw refused(FailureReason.INVALID_TEXT, value, "send a string that holds a JSON number");
            default -> throw outOfRange(value);
        }
        number.movePointRight(wanted.decimals() - given.decimals());
        if (number.rescale(0, reading.rounding()) != Decimal.Outcome.OK) {
            throw inexact(value);
        }
        if (!number.fitsLong() || isOutOfRange(number.longValue(), wanted)) {
            throw outOfRange(value);
        }
        return number.longValue();
    }

    private boolean isOutOfRange(long units, EpochUnit unit) {
        return unit == EpochUnit.DAYS
                ? units < Math.floorDiv(minSecond, Rfc3339.SECONDS_PER_DAY)
                        || units > Math.floorDiv(maxSecond, Rfc3339.SECONDS_PER_DAY)
                : Math.floorDiv(units, unit.perSecond()) < minSecond
                        || Math.floorDiv(units, unit.perSecond()) > maxSecond;
    }

    /** The number of units that the time just read is, or refuses. */
    final long units(Value value, EpochUnit unit, ConversionContext context) throws RecordRefusedException {
        Rfc3339 time = context.time();
        int fraction = time.nanos() / unit.nanos();
        if (time.finerThanNanos() || fraction * unit.nanos() != time.nanos()) {
            return rounded(value, unit, context);
        }
        try {
            // Before 1970 the seconds are rounded down, so that the fraction always adds.
            return time.epochSecond() >= 0
                    ? Math.addExact(Math.multiplyExact(time.epochSecond(), unit.perSecond()), fraction)
                    : Math.addExact(
                            Math.multiplyExact(time.epochSecond() + 1, unit.perSecond()), fraction - unit.perSecond());
        } catch (ArithmeticException overflow) {
            throw outOfRange(value);
        }
    }

    private long rounded(Value value, EpochUnit unit, ConversionContext context) throws RecordRefusedException {
        if (reading.rounding() == null || value.isConstant()) {
            throw inexact(value);
        }
        Rfc3339 time = context.time();
        // One more digit stands for all that are finer: it tells a half from more than a half.
        BigInteger tenthNanos = BigInteger.valueOf(time.epochSecond())
                .multiply(BigInteger.valueOf(10_000_000_000L))
                .add(BigInteger.valueOf(10L * time.nanos() + (time.finerThanNanos() ? 1 : 0)));
        Decimal number = context.decimal();
        number.set(tenthNanos, 10);
        number.rescale(unit.decimals(), reading.rounding());
        if (!number.fitsLong() || isOutOfRange(number.longValue(), unit)) {
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
    public final boolean isOrdered() {
        return true;
    }
}
