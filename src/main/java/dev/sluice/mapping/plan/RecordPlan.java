package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.PointerTrie;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    final @Nullable EmptyRows emptyRows;

    /**
     * @param subject what messages call the object
     * @param document the pointers that the steps read, from the object down
     * @param steps write the fields, in the order of Avro binary
     * @param scratch what the steps reuse from record to record
     */
    public RecordPlan(String subject, PointerTrie document, List<Step> steps, ScratchSpace scratch) {
        this(subject, document, steps, scratch, null);
    }

    /** @param emptyRows what becomes of a document without rows; null if each is one */
    public RecordPlan(
            String subject,
            PointerTrie document,
            List<Step> steps,
            ScratchSpace scratch,
            @Nullable EmptyRows emptyRows) {
        this.subject = subject;
        this.document = document;
        this.steps = steps.toArray(new Step[0]);
        this.scratchSize = scratch.size();
        this.emptyRows = emptyRows;
    }
}
