package dev.sluice.mapping.compile;

import dev.sluice.mapping.check.CheckSpec;
import dev.sluice.mapping.mask.Mask;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.source.SourceSpec;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code "etl"} attributes, noting whatever it does not know. What is wrong reads as if it were not there. */
final class FieldSpecReader {

    private static final List<EtlPart<SourceSpec>> SOURCES = SourceSpec.kinds();
    private static final List<EtlPart<CheckSpec>> CHECKS = CheckSpec.kinds();

    private static final List<String> COMMON_WORDS = Stream.of(
                    List.of("unit", "eventTime", "required"), EtlPart.wordsOf(CHECKS), List.of("mask"))
            .flatMap(List::stream)
            .toList();
    private static final List<String> ALL_WORDS = Stream.concat(
                    EtlPart.wordsOf(SOURCES).stream(), COMMON_WORDS.stream())
            .toList();

    private static final List<RoundingMode> ROUNDINGS = Stream.of(RoundingMode.values())
            .filter(rounding -> rounding != RoundingMode.UNNECESSARY)
            .toList();

    private final Problems problems;

    FieldSpecReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads one attribute.
     *
     * @param attribute as Avro gives it: maps, lists, strings, numbers, booleans; null if there is none
     */
    FieldSpec read(@Nullable Object attribute, String path) {
        EtlWords words = attribute == null ? null : EtlWords.of(attribute, path, problems);
        if (words == null || !words.areAmong(ALL_WORDS, "etl")) {
            return FieldSpec.NONE;
        }
        List<EtlPart<SourceSpec>> sources =
                SOURCES.stream().filter(kind -> words.has(kind.name())).toList();
        if (sources.size() > 1) {
            String names = sources.stream().map(EtlPart::name).collect(Collectors.joining(" and "));
            words.problem("etl has both " + names + "; keep one of them");
            return FieldSpec.NONE;
        }
        checkCompany(words, sources);
        return new FieldSpec(
                sources.isEmpty() ? null : sources.get(0).reader().read(words).orElse(null),
                words.flag("required"),
                reading(words),
                checks(words),
                words.choice("mask", List.of(Mask.values()), Mask::word),
                words.flag("eventTime"));
    }

    private static FieldSpec.Reading reading(EtlWords words) {
        return new FieldSpec.Reading(
                words.choice("unit", List.of(EpochUnit.values()), EpochUnit::word),
                words.choice("rounding", ROUNDINGS, RoundingMode::name));
    }

    /** Notes words of other kinds of source than the attribute's own. */
    private static void checkCompany(EtlWords words, List<EtlPart<SourceSpec>> own) {
        for (EtlPart<SourceSpec> kind : SOURCES) {
            if (!own.contains(kind)) {
                kind.words().stream()
                        .filter(words::has)
                        .forEach(word ->
                                words.problem("etl has \"" + word + "\", which goes with " + kind.name() + " only"));
            }
        }
    }

    private static List<CheckSpec> checks(EtlWords words) {
        List<CheckSpec> checks = new ArrayList<>();
        for (EtlPart<CheckSpec> kind : CHECKS) {
            if (kind.isIn(words)) {
                kind.reader().read(words).ifPresent(checks::add);
            }
        }
        return checks;
    }
}
