package dev.sluice.mapping.schema;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A part of an {@code "etl"} attribute that has words of its own: one kind of source, or one kind of check.
 *
 * @param words its words, first the one that it goes by
 * @param reader reads the part from an attribute that has a word of it
 */
public record EtlPart<T>(List<String> words, Reader<T> reader) {

    /** Reads a part; empty, with the problem noted, if it is not usable. */
    @FunctionalInterface
    public interface Reader<T> {
        Optional<? extends T> read(EtlWords words);
    }

    public EtlPart {
        words = List.copyOf(words);
    }

    /** The word that the part goes by. */
    public String name() {
        return words.get(0);
    }

    public boolean isIn(EtlWords etl) {
        return words.stream().anyMatch(etl::has);
    }

    /** The words of all parts, in their order. */
    public static <T> List<String> wordsOf(Collection<EtlPart<T>> parts) {
        return parts.stream().flatMap(part -> part.words().stream()).toList();
    }
}
