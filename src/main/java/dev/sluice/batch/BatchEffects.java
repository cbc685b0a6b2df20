package dev.sluice.batch;

import dev.sluice.batch.header.SourceOffsets;

/** What one task's batches cause outside of their store. */
public interface BatchEffects {

    /** Something changed that the next commit takes along: it is to be announced. */
    void changed();

    /** An object has landed: announces it in the transaction under way, with every source offset of its records. */
    void landed(UploadedObject object, SourceOffsets offsets, long nowMillis);

    /** Batches are sealed early, for more than the bound are open; told once in a life of the task. */
    void tooManyOpen(int bound);
}
