package dev.sluice.batch;

import dev.sluice.batch.block.FileFormat;
import dev.sluice.batch.header.LookupOffsets;
import java.util.function.Supplier;

/**
 * What the batches of all tasks have in common.
 *
 * @param settings how records become objects
 * @param format what new records are written in
 * @param lookups how far the lookup tables have been read, as of now
 * @param heap the bound on the open blocks of all tasks together
 * @param backlog the bounds on the batches of all tasks together
 */
public record BatchEnvironment(
        BatchSettings settings, FileFormat format, Supplier<LookupOffsets> lookups, HeapBudget heap, Backlog backlog) {

    /** The uncompressed size at which a block is complete, which one object must have room for. */
    int blockBytes() {
        return (int) Math.min(settings.blockBytes(), settings.rotation().maxBytes());
    }
}
