package dev.sluice.mapping.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a mapping, described in words; {@code metadata} is for programs.
 *
 * @param path dotted from the root record: {@code card.network}
 * @param type its type, as {@link TypeNames} has it
 * @param source where it comes from: {@code /amount}, {@code lines[]/sku}, {@code /name of lookup table merchants by
 *     /merchant_id}
 * @param whenAbsent what becomes of an absent value: {@code refused}, {@code null} or {@code default}; {@code never}
 *     where there always is one
 * @param rules what else the {@code "etl"} attribute asks for: checks, mask, event time, what a lookup's miss means
 * @param metadata what it holds of the source record; null if it holds none of that
 */
public record MappedField(
        String path,
        String type,
        String source,
        String whenAbsent,
        List<String> rules,
        @Nullable Metadata metadata) {

    public MappedField {
        rules = List.copyOf(rules);
    }
}
