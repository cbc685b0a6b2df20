package dev.sluice.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void order_equalsBigDecimals() {
        Random random = new Random(1);
        Decimal left = new Decimal();
        Decimal right = new Decimal();
        for (int i = 0; i < 300_000; i++) {
            String a = number(random);
            String b = random.nextBoolean() ? number(random) : near(a, random);
            parse(left, a);
            parse(right, b);
            assertThat(Integer.signum(left.compareTo(right)))
                    .as(a + " to " + b)
                    .isEqualTo(new BigDecimal(a).compareTo(new BigDecimal(b)));
        }
    }

    /** The same number, or one a little above it, with other decimals. */
    private static String near(String number, Random random) {
        BigDecimal near = new BigDecimal(number);
        near = near.setScale(near.scale() + random.nextInt(22));
        return random.nextBoolean()
                ? near.toPlainString()
                : near.add(near.ulp()).toPlainString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+1", "01", "-01", "1.", ".5", "-.5", ".5.5", "1.2.3", "1e", "1E+", "1e-", "1e1.5", "--1", "1x"
            })
    void parse_refusesWhatIsNoJsonNumberInTextOfItsOwn(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new Decimal().parse(bytes, 0, bytes.length)).isEqualTo(Decimal.Outcome.NO_NUMBER);
    }

    @ParameterizedTest
    @CsvSource({
        "1e999, OK",
        "-1e-999, OK",
        "0e1000, OK",
        "1e1000, OUT_OF_RANGE",
        "1e-1000, OUT_OF_RANGE",
        "123456789012345678901e1000, OUT_OF_RANGE"
    })
    void parse_takesExponentsUpToALimit(String text, Decimal.Outcome outcome) {
        assertThat(parse(new Decimal(), text)).isEqualTo(outcome);
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
