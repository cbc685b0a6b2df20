package dev.sluice.mapping.source;

import dev.sluice.mapping.cleaning.Cleaning;
import dev.sluice.mapping.cleaning.NumberNotation;
import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads sources where they may be nested: a pointer, a list of sources of which the first that is present counts, or an
 * object with an origin and what cleans it. What is wrong is noted.
 */
final class SourceReader {

    private static final List<String> WORDS = Stream.of(
                    EtlPart.wordsOf(SourceSpec.kinds()), Cleaning.WORDS, Translation.WORDS, NumberNotation.WORDS)
            .flatMap(List::stream)
            .distinct()
            .toList();

    private SourceReader() {}

    /**
     * Reads a source; null if there is none that is usable.
     *
     * @param what messages call it
     */
    static @Nullable SourceSpec read(@Nullable Object written, String what, EtlWords around) {
        if (written instanceof String) {
            JsonPointer pointer = around.pointer(what, written);
            return pointer == null ? null : new AtPointers(List.of(pointer));
        }
        if (written instanceof List<?> list) {
            return ofList(list, what, around);
        }
        if (!(written instanceof Map)) {
            around.problem("etl's \"" + what + "\" must be a JSON Pointer such as \"/amount\", a list of sources, or an"
                    + " object such as {\"from\": \"/amount\"}");
            return null;
        }
        EtlWords words = around.object(written, "a source in etl's \"" + what + "\"");
        return words == null ? null : ofWords(words, List.of());
    }

    private static @Nullable SourceSpec ofList(List<?> list, String what, EtlWords around) {
        if (list.isEmpty()) {
            around.problem("etl's \"" + what + "\" is empty; name one source or more");
            return null;
        }
        List<SourceSpec> sources = new ArrayList<>();
        for (Object one : list) {
            SourceSpec source = read(one, what, around);
            if (source == null) {
                return null;
            }
            sources.add(source);
        }
        return FirstPresent.of(sources);
    }

    /** Reads an origin and what cleans it. */
    static @Nullable SourceSpec ofWords(EtlWords words, List<String> alsoKnown) {
        List<String> known = Stream.concat(WORDS.stream(), alsoKnown.stream()).toList();
        if (!words.areAmong(known, "a source")) {
            return null;
        }
        SourceSpec origin = origin(words);
        if (origin == null) {
            return null;
        }
        SourceSpec cleaned = Cleaned.of(origin, Cleaning.read(words));
        Translation translation = Translation.read(words);
        NumberNotation notation = NumberNotation.read(words);
        SourceSpec translated = translation == null ? cleaned : new Translated(cleaned, translation);
        return notation == null ? translated : new Noted(translated, notation);
    }

    private static @Nullable SourceSpec origin(EtlWords words) {
        List<EtlPart<SourceSpec>> origins = SourceSpec.kinds().stream()
                .filter(kind -> words.has(kind.name()))
                .toList();
        if (origins.size() != 1) {
            words.problem(
                    origins.isEmpty()
                            ? "a source has none of "
                                    + SourceSpec.kinds().stream()
                                            .map(EtlPart::name)
                                            .collect(Collectors.joining(", "))
                                    + "; write one of them"
                            : "a source has both "
                                    + origins.stream().map(EtlPart::name).collect(Collectors.joining(" and "))
                                    + "; keep one of them");
            return null;
        }
        return origins.get(0).reader().read(words).orElse(null);
    }

    /** The kinds of source that all of these are or have; null where they differ. */
    static <T> @Nullable T common(List<SourceSpec> sources, Function<SourceSpec, @Nullable T> of) {
        List<@Nullable T> all = new ArrayList<>();
        sources.forEach(source -> all.add(of.apply(source)));
        return all.stream().allMatch(one -> Objects.equals(one, all.get(0))) ? all.get(0) : null;
    }
}
