package dev.sluice.mapping.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One exact decimal number, unscaled × 10^-scale, refilled for each value.
 *
 * <p>The unscaled part is a long as long as it fits and a BigInteger beyond, so that common amounts allocate nothing.
 */
public final class Decimal {

    /** Bounds the work that a short literal such as 1e999999999 can ask for. */
    public static final int MAX_EXPONENT = 999;

    /** How reading or fitting a number ended. */
    public enum Outcome {
        OK,
        /** The text is no JSON number. */
        NO_NUMBER,
        /** It has more digits, or a larger exponent, than allowed. */
        OUT_OF_RANGE,
        /** It would need rounding. */
        INEXACT
    }

    static final int MAX_LONG_DIGITS = 18;
    private static final long[] POWERS = new long[MAX_LONG_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private long small;
    /** Overrules {@link #small} when present. */
    private @Nullable BigInteger big;

    private int scale;

    /** Reads a JSON number (RFC 8259, section 6) from ASCII. */
    public Outcome parse(byte[] bytes, int offset, int length) {
        return length <= MAX_LONG_DIGITS && parseShort(bytes, offset, offset + length)
                ? Outcome.OK
                : NumberText.parse(bytes, offset, length, this);
    }

    /** Reads a number whose digits fit a long however many they are, as almost all are; false if it is no such one. */
    private boolean parseShort(byte[] bytes, int offset, int end) {
        boolean negative = offset < end && bytes[offset] == '-';
        int firstDigit = negative ? offset + 1 : offset;
        int point = end;
        long digits = 0;
        for (int i = firstDigit; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
            } else if (bytes[i] == '.' && point == end) {
                point = i;
            } else {
                return false;
            }
        }
        if (point == firstDigit || point == end - 1 || point > firstDigit + 1 && bytes[firstDigit] == '0') {
            return false;
        }
        set(negative ? -digits : digits, point == end ? 0 : end - point - 1);
        return true;
    }

    /** A number that stands in a schema. */
    public static Decimal of(Number number) {
        byte[] literal = number.toString().getBytes(StandardCharsets.US_ASCII);
        Decimal decimal = new Decimal();
        decimal.parse(literal, 0, literal.length);
        return decimal;
    }

    public void set(Decimal other) {
        this.small = other.small;
        this.big = other.big;
        this.scale = other.scale;
    }

    public void set(long unscaled, int scale) {
        this.small = unscaled;
        this.big = null;
        this.scale = unscaled == 0 ? 0 : scale;
    }

    public void set(BigInteger unscaled, int scale) {
        if (unscaled.bitLength() < Long.SIZE) {
            set(unscaled.longValue(), scale);
        } else {
            this.big = unscaled;
            this.scale = scale;
        }
    }

    public int signum() {
        return big != null ? big.signum() : Long.signum(small);
    }

    /** Multiplies this by 10^power. */
    public void movePointRight(int power) {
        if (signum() != 0) {
            scale -= power;
        }
    }

    public void multiply(Decimal other) {
        int sum = scale + other.scale;
        long low = small * other.small;
        if (big == null && other.big == null && Math.multiplyHigh(small, other.small) == low >> 63) {
            set(low, sum);
        } else {
            set(unscaled().multiply(other.unscaled()), sum);
        }
    }

    /** Brings this to a scale; without a rounding, only if that changes nothing. */
    public Outcome rescale(int target, @Nullable RoundingMode rounding) {
        int shift = target - scale;
        if (shift == 0 || signum() == 0) {
            scale = target;
            return Outcome.OK;
        }
        if (big == null && Math.abs(shift) <= MAX_LONG_DIGITS) {
            if (shift < 0) {
                return divideSmall(POWERS[-shift], target, rounding);
            }
            long product = small * POWERS[shift];
            if (Math.multiplyHigh(small, POWERS[shift]) == product >> 63) {
                small = product;
                scale = target;
                return Outcome.OK;
            }
        }
        try {
            BigDecimal exact = new BigDecimal(unscaled(), scale);
            BigDecimal rescaled = exact.setScale(target, rounding == null ? RoundingMode.UNNECESSARY : rounding);
            set(rescaled.unscaledValue(), target);
            scale = target;
            return Outcome.OK;
        } catch (ArithmeticException roundingNecessary) {
            return Outcome.INEXACT;
        }
    }

    private Outcome divideSmall(long divisor, int target, @Nullable RoundingMode rounding) {
        long quotient = small / divisor;
        long remainder = small % divisor;
        if (remainder != 0) {
            if (rounding == null || rounding == RoundingMode.UNNECESSARY) {
                return Outcome.INEXACT;
            }
            // At most 2 × 10^18: no overflow.
            int half = Long.compare(2 * Math.abs(remainder), divisor);
            boolean away = switch (rounding) {
                case UP -> true;
                case DOWN -> false;
                case CEILING -> small > 0;
                case FLOOR -> small < 0;
                case HALF_UP -> half >= 0;
                case HALF_DOWN -> half > 0;
                default -> half > 0 || half == 0 && (quotient & 1) != 0;
            };
            quotient += away ? Long.signum(small) : 0;
        }
        small = quotient;
        scale = target;
        return Outcome.OK;
    }

    /** Compares the numbers: 1.0 and 1 are the same. */
    public int compareTo(Decimal other) {
        int shift = other.scale - scale;
        if (big == null && other.big == null && Math.abs(shift) <= MAX_LONG_DIGITS) {
            long mine = small * POWERS[Math.max(0, shift)];
            long theirs = other.small * POWERS[Math.max(0, -shift)];
            if (Math.multiplyHigh(small, POWERS[Math.max(0, shift)]) == mine >> 63
                    && Math.multiplyHigh(other.small, POWERS[Math.max(0, -shift)]) == theirs >> 63) {
                return Long.compare(mine, theirs);
            }
        }
        return new BigDecimal(unscaled(), scale).compareTo(new BigDecimal(other.unscaled(), other.scale));
    }

    public Decimal copy() {
        Decimal copy = new Decimal();
        copy.set(this);
        return copy;
    }

    public boolean fitsPrecision(int precision) {
        if (big != null) {
            return big.abs().compareTo(BigInteger.TEN.pow(precision)) < 0;
        }
        return precision > MAX_LONG_DIGITS || small > -POWERS[precision] && small < POWERS[precision];
    }

    public boolean fitsLong() {
        return big == null;
    }

    /** The unscaled number, which must {@link #fitsLong fit}. */
    public long longValue() {
        return small;
    }

    public BigInteger unscaled() {
        return big != null ? big : BigInteger.valueOf(small);
    }

    /** The number in digits, without an exponent, in UTF-8. */
    public byte[] toPlainText() {
        return new BigDecimal(unscaled(), scale).toPlainString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The same without zeros at the end of the decimals. */
    public byte[] toShortestText() {
        BigDecimal number = new BigDecimal(unscaled(), scale);
        return number.stripTrailingZeros().toPlainString().getBytes(StandardCharsets.US_ASCII);
    }

    public int scale() {
        return scale;
    }

    /** 10^power for 0 to 18. */
    public static long powerOfTen(int power) {
        return POWERS[power];
    }
}
