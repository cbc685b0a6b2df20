package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INEXACT;
import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.OUT_OF_RANGE;
import static dev.sluice.failure.FailureReason.UNKNOWN_SYMBOL;

import dev.sluice.mapping.Sample.Miss;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.generic.GenericData;

/** The types of one scalar without parameters: null, boolean, the numbers, string, UUIDs as text, an enum. */
enum ScalarType implements AnyType {
    NULL("null", Json.Kind.NULL, "null") {
        @Override
        public Arbitrary<Sample> samples(String path) {
            return Arbitraries.just(sample("null", null, path, Stream::empty));
        }
    },
    BOOLEAN("boolean", Json.Kind.BOOLEAN, "true") {
        @Override
        public Arbitrary<Sample> samples(String path) {
            return Arbitraries.of(true, false).map(truth -> sample(truth.toString(), truth, path, Stream::empty));
        }
    },
    INT("int", Json.Kind.NUMBER, "-7") {
        @Override
        public Arbitrary<Sample> samples(String path) {
            return Combinators.combine(AnyType.longs(Integer.MIN_VALUE, Integer.MAX_VALUE), Spelling.numbers())
                    .as((value, spelling) -> sample(
                            spelling.apply(BigDecimal.valueOf(value)),
                            value.intValue(),
                            path,
                            () -> integerMisses(path, "2147483648", "-2147483649", Sample.SECRET_NUMBER)));
        }
    },
    LONG("long", Json.Kind.NUMBER, "70000000000") {
        @Override
        public Arbitrary<Sample> samples(String path) {
            return Combinators.combine(AnyType.longs(Long.MIN_VALUE, Long.MAX_VALUE), Spelling.numbers())
                    .as((value, spelling) -> sample(
                            spelling.apply(BigDecimal.valueOf(value)),
                            value,
                            path,
                            () -> integerMisses(path, "9223372036854775808", "-9223372036854775809")));
        }
    },
    FLOAT("float", Json.Kind.NUMBER, "0.1") {
        @Override
        public Arbitrary<Sample> samples(String path) {
            Arbitrary<String> texts = Arbitraries.oneOf(
                    anyFloat().map(String::valueOf),
                    anyFloat().map(value -> new BigDecimal(value).toString()),
                    decimals());
            return texts.map(text -> sample(text, Float.parseFloat(text), path, () -> floatingMisses(path)));
        }
    },
    DOUBLE("double", Json.Kind.NUMBER, "1e-7") {
        @Override
        public Arbitrary<Sample> samples(String path) {
            Arbitrary<String> texts = Arbitraries.oneOf(
                    anyDouble().map(String::valueOf),
                    anyDouble().map(value -> new BigDecimal(value).toString()),
                    decimals());
            return texts.map(text -> sample(text, Double.parseDouble(text), path, () -> floatingMisses(path)));
        }
    },
    STRING("string", Json.Kind.TEXT, "\"d\\u00e9\"") {
        @Override
        public Arbitrary<Sample> samples(String path) {
            return Combinators.combine(Spelling.texts(), Spelling.quotes())
                    .as((text, quotes) -> sample(quotes.apply(text), text, path, () -> Miss.loneSurrogates(path)));
        }
    },
    UUID_TEXT("string", Json.Kind.TEXT, "\"00112233-4455-6677-8899-aabbccddeeff\"") {
        @Override
        public String schema(String name) {
            return "{\"type\": \"string\", \"logicalType\": \"uuid\"}";
        }

        @Override
        public Arbitrary<Sample> samples(String path) {
            return uuids(path, UUID::toString);
        }
    },
    ENUM("", Json.Kind.TEXT, "\"BC\"") {
        @Override
        public String schema(String name) {
            return "{\"type\": \"enum\", \"name\": \"" + name + "\", \"symbols\": [\"A\", \"BC\", \"_0\", \"DEF\"]}";
        }

        @Override
        public Arbitrary<Sample> samples(String path) {
            return Combinators.combine(Arbitraries.of("A", "BC", "_0", "DEF"), Spelling.quotes())
                    .as((symbol, quotes) -> new Sample(
                            new Json.Scalar(quotes.apply(symbol)),
                            schema -> new GenericData.EnumSymbol(schema, symbol),
                            () -> all(
                                            path,
                                            () -> Stream.concat(
                                                    Miss.of(
                                                            UNKNOWN_SYMBOL,
                                                            path,
                                                            Sample.SECRET,
                                                            "\"a\"",
                                                            "\"\"",
                                                            "\"BCD\""),
                                                    Miss.loneSurrogates(path)))
                                    .toList()));
        }
    };

    private final String avroName;
    private final Json.Kind kind;
    private final String byDefault;

    ScalarType(String avroName, Json.Kind kind, String byDefault) {
        this.avroName = avroName;
        this.kind = kind;
        this.byDefault = byDefault;
    }

    static Arbitrary<AnyType> any() {
        return Arbitraries.of(ScalarType.class).map(type -> type);
    }

    @Override
    public String schema(String name) {
        return "\"" + avroName + "\"";
    }

    @Override
    public Set<Json.Kind> kinds() {
        return Set.of(kind);
    }

    @Override
    public String avroName() {
        return avroName;
    }

    @Override
    public String byDefault() {
        return byDefault;
    }

    Sample sample(String json, Object avro, String path, Supplier<Stream<Miss>> misses) {
        return Sample.ofScalar(json, avro, () -> all(path, misses));
    }

    Stream<Miss> all(String path, Supplier<Stream<Miss>> own) {
        return Stream.concat(Miss.wrongKinds(kinds(), path), own.get());
    }

    /** UUIDs in letters of either case, with what is none. */
    Arbitrary<Sample> uuids(String path, Function<UUID, Object> avro) {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), Spelling.quotes())
                .as((high, low, quotes) -> {
                    UUID uuid = new UUID(high, low);
                    return sample(quotes.apply(uuid.toString()), avro.apply(uuid), path, () -> uuidMisses(uuid, path));
                });
    }

    static Stream<Miss> uuidMisses(UUID uuid, String path) {
        List<String> texts = List.of(
                uuid + "0",
                uuid.toString().substring(1),
                uuid.toString().replace('-', '0'),
                "g" + uuid.toString().substring(1),
                "SeCrEt4711");
        return Stream.concat(
                Miss.of(INVALID_TEXT, path, texts.stream().map(Spelling::quoted).toArray(String[]::new)),
                Miss.loneSurrogates(path));
    }

    private static Stream<Miss> integerMisses(String path, String... tooLarge) {
        return Stream.concat(
                Miss.of(INEXACT, path, "9021047.118", "90210471189021047118.5", "9021047118e-15"),
                Stream.concat(
                        Miss.of(OUT_OF_RANGE, path, "90210471189021047118", "9021047118e900", "9021047118e1000"),
                        Miss.of(OUT_OF_RANGE, path, tooLarge)));
    }

    private static Stream<Miss> floatingMisses(String path) {
        return Miss.of(OUT_OF_RANGE, path, "9021047118e300", "-9021047118e300", "9021047118e-400", "9021047118e99999");
    }

    private static Arbitrary<Float> anyFloat() {
        return Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite);
    }

    private static Arbitrary<Double> anyDouble() {
        return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    }

    /** Within the range of a float. */
    private static Arbitrary<String> decimals() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(-30, 15), Spelling.numbers())
                .as((digits, power, spelling) -> spelling.apply(BigDecimal.valueOf(digits, -power)));
    }
}
