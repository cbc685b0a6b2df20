package dev.sluice.mapping.text;

import dev.sluice.mapping.text.Decimal.Outcome;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** The text of a JSON number (RFC 8259, section 6) of any length, with its exponent. */
final class NumberText {

    private NumberText() {}

    /** Reads a number into {@code into}, whose value means nothing unless the outcome is {@link Outcome#OK}. */
    static Outcome parse(byte[] bytes, int offset, int length, Decimal into) {
        int end = offset + length;
        int i = offset;
        boolean negative = i < end && bytes[i] == '-';
        if (negative) {
            i++;
        }
        int firstDigit = i;
        int point = -1;
        long digits = 0;
        int significant = 0;
        for (; i < end && (isDigit(bytes[i]) || bytes[i] == '.' && point < 0); i++) {
            if (bytes[i] == '.') {
                point = i;
            } else if (digits != 0 || bytes[i] != '0') {
                significant++;
                digits = significant <= Decimal.MAX_LONG_DIGITS ? 10 * digits + bytes[i] - '0' : digits;
            }
        }
        int integerDigits = (point < 0 ? i : point) - firstDigit;
        int decimals = point < 0 ? 0 : i - point - 1;
        if (integerDigits == 0 || integerDigits > 1 && bytes[firstDigit] == '0' || point >= 0 && decimals == 0) {
            return Outcome.NO_NUMBER;
        }
        int endOfDigits = i;
        int exponent = 0;
        if (i < end && (bytes[i] == 'e' || bytes[i] == 'E')) {
            i++;
            boolean negativeExponent = i < end && bytes[i] == '-';
            if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
                i++;
            }
            int firstExponentDigit = i;
            while (i < end && isDigit(bytes[i])) {
                exponent = Math.min(10 * exponent + bytes[i++] - '0', Decimal.MAX_EXPONENT + 1);
            }
            if (i == firstExponentDigit) {
                return Outcome.NO_NUMBER;
            }
            exponent = negativeExponent ? -exponent : exponent;
        }
        if (i != end) {
            return Outcome.NO_NUMBER;
        }
        if (significant > Decimal.MAX_LONG_DIGITS) {
            String literal = new String(bytes, firstDigit, endOfDigits - firstDigit, StandardCharsets.ISO_8859_1);
            BigInteger magnitude = new BigInteger(literal.replace(".", ""));
            into.set(negative ? magnitude.negate() : magnitude, decimals - exponent);
        } else {
            into.set(negative ? -digits : digits, decimals - exponent);
        }
        return Math.abs(exponent) > Decimal.MAX_EXPONENT && into.signum() != 0 ? Outcome.OUT_OF_RANGE : Outcome.OK;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
