package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.INEXACT;
import static dev.sluice.failure.FailureReason.INVALID_TEXT;
import static dev.sluice.failure.FailureReason.OUT_OF_RANGE;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.Sample.Miss;
import dev.sluice.mapping.plan.EpochUnit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Dates and times, as text or as numbers.
 *
 * @param given the unit of numbers; null for text
 */
record TimeType(Clock clock, EpochUnit given) implements AnyType {

    private static final long MIN_SECOND = -62_135_596_800L;
    private static final long MAX_SECOND = 253_402_300_799L;
    private static final int DAY = 86_400;

    /** The logical types, each with its bounds in its own units. */
    enum Clock {
        DATE("int", EpochUnit.SECONDS),
        TIME_MILLIS("int", EpochUnit.MILLIS),
        TIME_MICROS("long", EpochUnit.MICROS),
        TIMESTAMP_MILLIS("long", EpochUnit.MILLIS),
        TIMESTAMP_MICROS("long", EpochUnit.MICROS),
        TIMESTAMP_NANOS("long", EpochUnit.NANOS),
        LOCAL_TIMESTAMP_MILLIS("long", EpochUnit.MILLIS),
        LOCAL_TIMESTAMP_MICROS("long", EpochUnit.MICROS),
        LOCAL_TIMESTAMP_NANOS("long", EpochUnit.NANOS);

        final String base;
        final EpochUnit unit;

        Clock(String base, EpochUnit unit) {
            this.base = base;
            this.unit = unit;
        }

        boolean isTimeOfDay() {
            return name().startsWith("TIME_");
        }

        boolean isInstant() {
            return name().startsWith("TIMESTAMP");
        }

        Arbitrary<Long> numbers() {
            if (this == DATE) {
                return AnyType.longs(MIN_SECOND / DAY, MAX_SECOND / DAY);
            }
            if (isTimeOfDay()) {
                return AnyType.longs(0, DAY * unit.perSecond() - 1);
            }
            return unit == EpochUnit.NANOS
                    ? AnyType.longs(Long.MIN_VALUE, Long.MAX_VALUE)
                    : Arbitraries.longs()
                            .between(MIN_SECOND * unit.perSecond(), (MAX_SECOND + 1) * unit.perSecond() - 1);
        }
    }

    static Arbitrary<AnyType> any() {
        return Combinators.combine(
                        Arbitraries.of(Clock.class),
                        Arbitraries.of(EpochUnit.class)
                                .filter(unit -> unit != EpochUnit.DAYS)
                                .injectNull(0.5))
                .as(TimeType::new);
    }

    @Override
    public String schema(String name) {
        return "{\"type\": \"" + clock.base + "\", \"logicalType\": \""
                + clock.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\"}";
    }

    @Override
    public Arbitrary<Sample> samples(String path) {
        return given == null
                ? Combinators.combine(clock.numbers(), TimeText.any(), Spelling.quotes())
                        .as((value, text, quotes) -> sample(value, quotes.apply(text.write(value, clock)), path))
                : Combinators.combine(clock.numbers(), Spelling.numbers())
                        .as((value, spelling) -> sample(value, spelling.apply(inGivenUnit(value)), path));
    }

    private BigDecimal inGivenUnit(long value) {
        BigDecimal seconds = clock == Clock.DATE
                ? BigDecimal.valueOf(value * DAY)
                : BigDecimal.valueOf(value, clock.unit.decimals());
        return seconds.movePointRight(given.decimals());
    }

    private Sample sample(long value, String json, String path) {
        Object avro = clock.base.equals("int") ? (Object) (int) value : (Object) value;
        return Sample.ofScalar(
                json,
                avro,
                () -> Stream.concat(
                        Miss.wrongKinds(kinds(), path), given == null ? textMisses(path) : numberMisses(path)));
    }

    private Stream<Miss> numberMisses(String path) {
        String tooFine = clock == Clock.DATE ? "1" : "1e" + -(clock.unit.decimals() + 1);
        Stream<Miss> misses = Stream.concat(
                Miss.of(INEXACT, path, inGiven(tooFine)),
                Miss.of(OUT_OF_RANGE, path, "9021047118e300", "-9021047118e300", "9021047118e1000"));
        return clock.isTimeOfDay()
                ? Stream.concat(misses, Miss.of(OUT_OF_RANGE, path, inGiven("-1"), inGiven("86400")))
                : misses;
    }

    private String inGiven(String seconds) {
        return new BigDecimal(seconds).movePointRight(given.decimals()).toPlainString();
    }

    private Stream<Miss> textMisses(String path) {
        Stream<Miss> misses =
                Stream.concat(Miss.of(INVALID_TEXT, path, Sample.SECRET, "\"\""), Miss.loneSurrogates(path));
        if (clock == Clock.DATE) {
            return Stream.concat(
                    misses,
                    texts(
                            INVALID_TEXT,
                            path,
                            "2026-02-30",
                            "1900-02-29",
                            "2200-02-29",
                            "0000-01-01",
                            "2026-11-21T00:00:00Z",
                            "2026-1-1"));
        }
        String zone = clock.isInstant() ? "Z" : "";
        String date = clock.isTimeOfDay() ? "" : "2026-11-21T";
        misses = Stream.of(
                        misses,
                        texts(
                                INVALID_TEXT,
                                path,
                                date + "24:00:00" + zone,
                                date + "13:14:60" + zone,
                                date + "13:14" + zone),
                        texts(INVALID_TEXT, path, "2026-02-30T13:14:15" + zone, "2026-11-21"),
                        clock.isInstant()
                                ? texts(INVALID_TEXT, path, "2026-11-21T13:14:15", "2026-11-21T13:14:15.5")
                                : texts(INVALID_TEXT, path, date + "13:14:15Z", date + "13:14:15+01:00"),
                        texts(INEXACT, path, date + "13:14:15.0000000001" + zone))
                .flatMap(some -> some);
        return clock.unit == EpochUnit.NANOS
                ? Stream.concat(
                        misses, texts(OUT_OF_RANGE, path, "9999-12-31T23:59:59" + zone, "0001-01-01T00:00:00" + zone))
                : misses;
    }

    private static Stream<Miss> texts(FailureReason reason, String path, String... texts) {
        return Miss.of(reason, path, Stream.of(texts).map(Spelling::quoted).toArray(String[]::new));
    }

    @Override
    public Set<Json.Kind> kinds() {
        return Set.of(given == null ? Json.Kind.TEXT : Json.Kind.NUMBER);
    }

    @Override
    public String avroName() {
        return clock.base;
    }

    @Override
    public String byDefault() {
        return clock.isTimeOfDay() ? "1" : "-1";
    }

    @Override
    public String unit() {
        return given == null ? null : given.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isTime() {
        return true;
    }
}
