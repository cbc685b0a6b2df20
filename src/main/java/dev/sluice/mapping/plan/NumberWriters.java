package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.text.Decimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The writers of boolean and of the types that come as JSON numbers. */
public final class NumberWriters {

    private NumberWriters() {}

    public static final class BooleanWriter extends ValueWriter {
        public BooleanWriter(String path) {
            super(path, "true or false", Value.bit(Value.TRUE) | Value.bit(Value.FALSE));
        }

        @Override
        protected void encode(Value value, ConversionContext context) {
            context.out().writeByte(value.kind() == Value.TRUE ? 1 : 0);
        }
    }

    /** Brings a number to a scale, or refuses. */
    private abstract static class ExactWriter extends ValueWriter {
        private final int scale;
        private final @Nullable RoundingMode rounding;

        ExactWriter(String path, String expected, int kinds, int scale, @Nullable RoundingMode rounding) {
            super(path, expected, kinds);
            this.scale = scale;
            this.rounding = rounding;
        }

        final Decimal read(Value value, ConversionContext context) throws RecordRefusedException {
            switch (context.readNumber(value)) {
                case OK -> {}
                case NO_NUMBER ->
                    throw refused(FailureReason.INVALID_TEXT, value, "send a string that holds a JSON number");
                default -> throw outOfRange(value);
            }
            if (context.decimal().rescale(scale, rounding) != Decimal.Outcome.OK) {
                throw refused(
                        FailureReason.INEXACT,
                        value,
                        scale == 0
                                ? "name a \"rounding\", or make the field a decimal"
                                : "name a \"rounding\", or raise the scale");
            }
            return context.decimal();
        }

        @Override
        public final boolean isOrdered() {
            return true;
        }

        final RecordRefusedException outOfRange(Value value) {
            return refused(FailureReason.OUT_OF_RANGE, value, "send a number that fits, or widen the type");
        }
    }

    /** Int and long. */
    public static final class IntegerWriter extends ExactWriter {
        private final long min;
        private final long max;

        private IntegerWriter(String path, String expected, long min, long max, NumberReading reading) {
            super(path, expected, reading.kinds(), 0, reading.rounding());
            this.min = min;
            this.max = max;
        }

        public static IntegerWriter ofInt(String path, NumberReading reading) {
            return new IntegerWriter(path, "a whole number of 32 bits", Integer.MIN_VALUE, Integer.MAX_VALUE, reading);
        }

        public static IntegerWriter ofLong(String path, NumberReading reading) {
            return new IntegerWriter(path, "a whole number of 64 bits", Long.MIN_VALUE, Long.MAX_VALUE, reading);
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            Decimal number = read(value, context);
            if (!number.fitsLong() || number.longValue() < min || number.longValue() > max) {
                throw outOfRange(value);
            }
            context.out().writeLong(number.longValue());
        }
    }

    /** The decimal logical type: the unscaled number, big-endian, in as few bytes as it needs or in a fixed's. */
    public static final class DecimalWriter extends ExactWriter {
        private static final int MINIMAL = -1;

        private final int precision;
        private final int fixedSize;

        private DecimalWriter(String path, int precision, int scale, int fixedSize, @Nullable RoundingMode rounding) {
            super(
                    path,
                    "a number of at most " + precision + " digits, " + scale + " of them decimals",
                    Value.NUMBERS | Value.TEXT,
                    scale,
                    rounding);
            this.precision = precision;
            this.fixedSize = fixedSize;
        }

        public static DecimalWriter overBytes(String path, int precision, int scale, @Nullable RoundingMode rounding) {
            return new DecimalWriter(path, precision, scale, MINIMAL, rounding);
        }

        public static DecimalWriter overFixed(
                String path, int precision, int scale, int size, @Nullable RoundingMode rounding) {
            return new DecimalWriter(path, precision, scale, size, rounding);
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            Decimal number = read(value, context);
            if (!number.fitsPrecision(precision)) {
                throw outOfRange(value);
            }
            EncodedRecord out = context.out();
            if (number.fitsLong()) {
                long unscaled = number.longValue();
                int needed = Long.SIZE / 8 - (Long.numberOfLeadingZeros(unscaled ^ unscaled >> 63) - 1) / 8;
                int size = fixedSize == MINIMAL ? needed : fixedSize;
                if (fixedSize == MINIMAL) {
                    out.writeLong(size);
                }
                out.writeBigEndian(unscaled, size);
            } else {
                writeBig(number.unscaled().toByteArray(), out);
            }
        }

        private void writeBig(byte[] unscaled, EncodedRecord out) {
            if (fixedSize == MINIMAL) {
                out.writeLong(unscaled.length);
            }
            for (int i = unscaled.length; i < fixedSize; i++) {
                out.writeByte(unscaled[0] < 0 ? -1 : 0);
            }
            out.writeRaw(unscaled, 0, unscaled.length);
        }
    }

    /**
     * Float and double: the nearest binary number, as everywhere else that decimal text becomes binary. Refused is what
     * would end in infinity, or in zero without being zero.
     */
    public static final class FloatingWriter extends ValueWriter {
        // Below these, the digits and the power of ten are exact in binary, so that one operation rounds once
        // (W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990).
        private static final long EXACT_DIGITS = 1L << 53;
        private static final int EXACT_POWER = 18;

        private final boolean isDouble;

        public FloatingWriter(String path, boolean isDouble, NumberReading reading) {
            super(
                    path,
                    "a number within the range of a " + (isDouble ? "double" : "float"),
                    reading.kinds() & ~Value.bit(Value.COMPUTED));
            this.isDouble = isDouble;
        }

        @Override
        protected void encode(Value value, ConversionContext context) throws RecordRefusedException {
            if (value.kind() == Value.STRING
                    && context.readText(value, context.decimal()) == Decimal.Outcome.NO_NUMBER) {
                throw refused(FailureReason.INVALID_TEXT, value, "send a string that holds a JSON number");
            }
            if (isDouble) {
                double number = readDouble(value, context.decimal());
                requireFaithful(value, context.decimal(), Double.isInfinite(number), number == 0);
                context.out().writeDouble(number);
            } else {
                float number = Float.parseFloat(literal(value));
                context.decimal().parse(value.bytes(), value.offset(), value.length());
                requireFaithful(value, context.decimal(), Float.isInfinite(number), number == 0);
                context.out().writeFloat(number);
            }
        }

        private static double readDouble(Value value, Decimal decimal) {
            decimal.parse(value.bytes(), value.offset(), value.length());
            long digits = decimal.longValue();
            int scale = decimal.scale();
            boolean fast = decimal.fitsLong()
                    && digits != 0
                    && Math.abs(digits) <= EXACT_DIGITS
                    && Math.abs(scale) <= EXACT_POWER;
            if (!fast) {
                return Double.parseDouble(literal(value));
            }
            return scale >= 0
                    ? digits / (double) Decimal.powerOfTen(scale)
                    : digits * (double) Decimal.powerOfTen(-scale);
        }

        private void requireFaithful(Value value, Decimal exact, boolean infinite, boolean zero)
                throws RecordRefusedException {
            if (infinite || zero && exact.signum() != 0) {
                throw refused(FailureReason.OUT_OF_RANGE, value, "send one that is not too large or too small");
            }
        }

        @Override
        public boolean isOrdered() {
            return true;
        }

        private static String literal(Value value) {
            return new String(value.bytes(), value.offset(), value.length(), StandardCharsets.ISO_8859_1);
        }
    }
}
