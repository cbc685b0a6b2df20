package dev.sluice.testing;

import dev.sluice.batch.HeapBudget;

/**
 * A defect in the middle of a change of state: throws when a record has entered its batch, and nobody has committed it.
 */
public final class FailingBudget extends HeapBudget {

    private int recordsLeft;

    /** What it throws. */
    public static final class Defect extends IllegalStateException {
        private static final long serialVersionUID = 1L;
    }

    /** A budget that throws at the record of that number, from 1; no block may be full before. */
    public FailingBudget(int record) {
        super(Long.MAX_VALUE);
        recordsLeft = record;
    }

    @Override
    public void take(long bytes) {
        if (bytes >= 0 && --recordsLeft == 0) {
            throw new Defect();
        }
    }
}
