package dev.sluice.config;

import dev.sluice.mapping.schema.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that a misspelled one probably means. */
final class Nearest {

    private Nearest() {}

    /** The candidate at the least edit distance, if that is at most a third of the name's length. */
    static Optional<String> to(String name, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((String candidate) -> EditDistance.of(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> EditDistance.of(name, candidate) <= name.length() / 3);
    }
}
