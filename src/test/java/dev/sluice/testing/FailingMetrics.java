package dev.sluice.testing;

/** A defect in the middle of a change of state: throws when a record has entered its batch and the commit is still to come. */
public final class FailingMetrics extends NoMetrics {

    /** What it throws. */
    public static final class Defect extends IllegalStateException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void pending(long delta) {
        if (delta > 0) {
            throw new Defect();
        }
    }
}
