package dev.sluice.service;

import dev.sluice.batch.Backlog;
import dev.sluice.kstreams.IntakeControl;

/** Backpressure of the batches that wait for the object store. */
record BacklogPressure(Backlog backlog) implements IntakeControl.Backpressure {

    @Override
    public boolean shouldPause() {
        return backlog.shouldPause();
    }

    @Override
    public boolean shouldResume() {
        return backlog.shouldResume();
    }

    @Override
    public String describe() {
        return backlog.waitingBytes() + " bytes in " + backlog.waitingBatches()
                + " batches wait for S3; the bounds of the backlog are " + backlog.maxBytes() + " bytes and "
                + backlog.maxBatches() + " batches";
    }
}
