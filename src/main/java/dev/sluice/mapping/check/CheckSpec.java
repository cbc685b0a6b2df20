package dev.sluice.mapping.check;

import dev.sluice.mapping.plan.Check;
import dev.sluice.mapping.schema.EtlPart;
import java.util.List;

/**
 * What a value must be beyond its type, as it is written in an {@code "etl"} attribute. Each kind reads, describes
 * and compiles itself.
 */
public sealed interface CheckSpec permits Bounds, Lengths, Matching, OneOf {

    /** The kinds, in the order in which values are checked. */
    static List<EtlPart<CheckSpec>> kinds() {
        return List.of(Bounds.KIND, Lengths.KIND, Matching.KIND, OneOf.KIND);
    }

    /** The checks in words, one for each word of the attribute. */
    List<String> describe();

    /** The checks as they run; none, with the problem noted, if the values cannot have them. */
    List<Check> compile(CheckTarget target);
}
