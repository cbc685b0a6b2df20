package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exact decimal arithmetic against BigDecimal, on both sides of what a long holds. */
class DecimalTest {

    @ParameterizedTest
    @EnumSource(RoundingMode.class)
    void product_equalsBigDecimalsInEveryRounding(RoundingMode rounding) {
        Random random = new Random(rounding.ordinal());
        Decimal product = new Decimal();
        Decimal factor = new Decimal();
        for (int i = 0; i < 100_000; i++) {
            String a = number(random);
            String b = number(random);
            assertThat(parse(product, a)).as(a).isEqualTo(Decimal.Outcome.OK);
            assertThat(parse(factor, b)).as(b).isEqualTo(Decimal.Outcome.OK);
            product.multiply(factor);
            int scale = random.nextInt(8);
            BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(b));
            Decimal.Outcome outcome = product.rescale(scale, rounding);
            try {
                BigDecimal expected = exact.setScale(scale, rounding);
                assertThat(outcome).isEqualTo(Decimal.Outcome.OK);
                assertThat(new BigDecimal(product.unscaled(), product.scale()))
                        .as(a + " × " + b + " to " + scale)
                        .isEqualTo(expected);
                int digits = expected.signum() == 0 ? 0 : expected.precision();
                assertThat(product.fitsPrecision(Math.max(1, digits))).isTrue();
                assertThat(digits > 1 && product.fitsPrecision(digits - 1)).isFalse();
                assertThat(product.fitsLong())
                        .isEqualTo(expected.unscaledValue().bitLength() < Long.SIZE);
            } catch (ArithmeticException inexact) {
                assertThat(outcome).isEqualTo(Decimal.Outcome.INEXACT);
            }
        }
    }

    private static Decimal.Outcome parse(Decimal into, String text) {
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.ISO_8859_1);
        return into.parse(bytes, 1, text.length());
    }

    /** A JSON number, often at a border: halves, powers of ten and of two, many digits. */
    private static String number(Random random) {
        BigInteger unscaled = switch (random.nextInt(5)) {
            case 0 -> BigInteger.valueOf(random.nextInt(2001) - 1000);
            case 1 -> BigInteger.ONE.shiftLeft(random.nextInt(70)).subtract(BigInteger.valueOf(random.nextInt(3)));
            case 2 -> BigInteger.TEN.pow(random.nextInt(22)).subtract(BigInteger.valueOf(random.nextInt(3)));
            case 3 -> BigInteger.valueOf(5).multiply(BigInteger.TEN.pow(random.nextInt(12)));
            default -> new BigInteger(random.nextInt(90), random);
        };
        BigDecimal number = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), random.nextInt(12));
        return random.nextBoolean() ? number.toPlainString() : number.unscaledValue() + "E-" + number.scale();
    }
}
