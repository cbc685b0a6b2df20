package dev.sluice.testing;

/** A defect in the middle of a change of state: throws when a record has entered its batch, and nobody has committed it. */
public final class FailingMetrics extends NoMetrics {

    private int recordsLeft;

    /** What it throws. */
    public static final class Defect extends IllegalStateException {
        private static final long serialVersionUID = 1L;
    }

    /** Metrics that throw at the record of that number, from 1. */
    public FailingMetrics(int record) {
        recordsLeft = record;
    }

    @Override
    public void pending(long delta) {
        if (delta > 0 && --recordsLeft == 0) {
            throw new Defect();
        }
    }
}
