package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.PointerTrie;
import java.util.List;

/**
 * One record type compiled for JSON objects of one place: the root document, or the items of a collection. Immutable.
 *
 * @param subject what messages call the object
 * @param document the pointers that the steps read, from the object down
 * @param steps writes the fields, in the order of Avro binary
 * @param lookups how many rows the steps look up for one object
 * @param collections how many writers of arrays and maps the steps have
 * @param records the plans of the records that the steps read as objects of their own
 */
public record RecordPlan(
        String subject, PointerTrie document, Step[] steps, int lookups, int collections, List<RecordPlan> records) {

    /** The plan of a record without fields. */
    public static final RecordPlan EMPTY =
            new RecordPlan("", new PointerTrie.Builder().build(), new Step[0], 0, 0, List.of());
}
