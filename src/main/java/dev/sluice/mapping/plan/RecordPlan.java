package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.PointerTrie;
import java.util.List;

/**
 * One record type compiled for JSON objects of one place: the root document, the items of a collection, or a branch of a
 * union. Immutable.
 */
public final class RecordPlan {

    /** The plan of a record without fields. */
    public static final RecordPlan EMPTY =
            new RecordPlan("", new PointerTrie.Builder().build(), List.of(), new ScratchSpace());

    final String subject;
    final PointerTrie document;
    final Step[] steps;
    final int scratchSize;

    /**
     * @param subject what messages call the object
     * @param document the pointers that the steps read, from the object down
     * @param steps write the fields, in the order of Avro binary
     * @param scratch what the steps reuse from record to record
     */
    public RecordPlan(String subject, PointerTrie document, List<Step> steps, ScratchSpace scratch) {
        this.subject = subject;
        this.document = document;
        this.steps = steps.toArray(new Step[0]);
        this.scratchSize = scratch.size();
    }
}
