package dev.sluice.mapping.compile;

import dev.sluice.mapping.check.CheckSpec;
import dev.sluice.mapping.cleaning.Cleaning;
import dev.sluice.mapping.cleaning.NumberNotation;
import dev.sluice.mapping.compile.FieldSpec.As;
import dev.sluice.mapping.mask.Mask;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.plan.TimeReading;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.schema.SchemaText;
import dev.sluice.mapping.source.SourceSpec;
import dev.sluice.mapping.source.Translated;
import dev.sluice.mapping.source.Translation;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Reads {@code "etl"} attributes, noting whatever it does not know. What is wrong reads as if it were not there. */
final class FieldSpecReader {

    private static final List<EtlPart<SourceSpec>> SOURCES = SourceSpec.kinds();
    private static final List<EtlPart<CheckSpec>> CHECKS = CheckSpec.kinds();

    private static final List<String> COMMON_WORDS = Stream.of(
                    Cleaning.WORDS,
                    Translation.WORDS,
                    NumberNotation.WORDS,
                    List.of("as", "format", "unit", "zone", "rounding", "eventTime", "required"),
                    EtlPart.wordsOf(CHECKS),
                    List.of("mask"))
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

    /** Reads a field's attribute; notes words of it that stand beside it, where nothing reads them. */
    FieldSpec read(Schema.Field field, String path) {
        field.getObjectProps().keySet().stream()
                .filter(ALL_WORDS::contains)
                .forEach(word -> problems.add(
                        path, "\"" + word + "\" stands on the field; put it into \"" + SchemaText.ETL + "\""));
        Object attribute = field.getObjectProp(SchemaText.ETL);
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
                new FieldSpec.Words(Cleaning.read(words), Translation.read(words)),
                words.flag("required"),
                reading(words),
                checks(words),
                words.choice("mask", List.of(Mask.values()), Mask::word),
                words.flag("eventTime"));
    }

    /** The source with what cleans and translates its values; those of items are translated each by itself. */
    static SourceSpec cleaned(SourceSpec source, FieldSpec spec, Schema schema) {
        SourceSpec cleaned = SourceSpec.cleaned(source, spec.words().cleaning());
        Translation translation = spec.words().translation();
        Schema.Type type = FieldType.of(schema).value().getType();
        return translation == null || type == Schema.Type.ARRAY || type == Schema.Type.MAP
                ? cleaned
                : new Translated(cleaned, translation);
    }

    private static FieldSpec.Reading reading(EtlWords words) {
        TimeReading time = new TimeReading(
                words.choice("unit", List.of(EpochUnit.values()), EpochUnit::word),
                TimeWords.patterns(words),
                TimeWords.zone(words),
                words.choice("rounding", ROUNDINGS, RoundingMode::name));
        return new FieldSpec.Reading(
                words.choice("as", List.of(As.values()), As::word), NumberNotation.read(words), time, false, false);
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
