package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INEXACT;
import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.OUT_OF_RANGE;

import dev.sluice.mapping.Sample.Miss;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;

/**
 * Decimals.
 *
 * @param padding how many bytes a fixed has more than it needs; negative for bytes
 */
record DecimalType(int precision, int scale, int padding) implements AnyType {

    private static final Conversions.DecimalConversion AVRO = new Conversions.DecimalConversion();

    static Arbitrary<AnyType> any() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 45),
                        Arbitraries.integers().between(0, 45),
                        Arbitraries.integers().between(-2, 3))
                .as((precision, scale, padding) -> new DecimalType(precision, scale % (precision + 1), padding));
    }

    private boolean isFixed() {
        return padding >= 0;
    }

    @Override
    public String schema(String name) {
        int needed = BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
        String base =
                isFixed() ? "\"fixed\", \"name\": \"" + name + "\", \"size\": " + (needed + padding) : "\"bytes\"";
        return "{\"type\": " + base + ", \"logicalType\": \"decimal\", \"precision\": " + precision + ", \"scale\": "
                + scale + "}";
    }

    @Override
    public Arbitrary<Sample> samples(String path) {
        BigInteger most = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(7, Arbitraries.bigIntegers().between(most.negate(), most)),
                                Tuple.of(1, Arbitraries.of(most, most.negate()))),
                        Spelling.numbers(),
                        Arbitraries.of(false, true),
                        Spelling.quotes())
                .as((unscaled, spelling, quoted, quotes) -> {
                    BigDecimal value = new BigDecimal(unscaled, scale);
                    String number = spelling.apply(value);
                    return new Sample(
                            new Json.Scalar(quoted ? quotes.apply(number) : number),
                            schema -> avro(value, schema),
                            () -> misses(value, path).toList());
                });
    }

    private static Object avro(BigDecimal value, Schema schema) {
        return schema.getType() == Schema.Type.BYTES
                ? AVRO.toBytes(value, schema, schema.getLogicalType())
                : AVRO.toFixed(value, schema, schema.getLogicalType());
    }

    private Stream<Miss> misses(BigDecimal value, String path) {
        String tooExact = value.add(BigDecimal.ONE.movePointLeft(scale + 1)).toPlainString();
        String tooLarge = BigDecimal.TEN.pow(precision).movePointLeft(scale).toPlainString();
        return Stream.of(
                        Miss.wrongKinds(kinds(), path),
                        Miss.of(INEXACT, path, tooExact, Spelling.quoted(tooExact), "9021047118e-100"),
                        Miss.of(OUT_OF_RANGE, path, tooLarge, "-" + tooLarge, Spelling.quoted(tooLarge)),
                        Miss.of(OUT_OF_RANGE, path, "9021047118e900", "9021047118e1000", "\"9021047118e-9999\""),
                        Miss.of(
                                INVALID_TEXT,
                                path,
                                Sample.SECRET,
                                "\"\"",
                                "\"9021047118 \"",
                                "\"+1\"",
                                "\"01\"",
                                "\"1.\""),
                        Miss.loneSurrogates(path))
                .flatMap(misses -> misses);
    }

    @Override
    public Set<Json.Kind> kinds() {
        return Set.of(Json.Kind.NUMBER, Json.Kind.TEXT);
    }

    @Override
    public String avroName() {
        return isFixed() ? "" : "bytes";
    }

    /** None for a fixed, whose size it would have to have. */
    @Override
    public String byDefault() {
        return isFixed() ? null : "\"\\u0001\"";
    }
}
