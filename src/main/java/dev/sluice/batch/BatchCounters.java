package dev.sluice.batch;

import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.SealReason;

/** What is counted of one task's batches. What an aborted transaction counted, is to be forgotten with it. */
public interface BatchCounters {

    /** Records are in a batch that came with the task, and are committed therefore. */
    void restored(long records);

    /** A record is in an open batch. */
    void converted();

    void sealed(SealReason reason);

    void landed(BatchHeader batch, long nowMillis);
}
