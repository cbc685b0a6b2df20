package dev.sluice.contract;

/**
 * What was tried with a record, since it was read or replayed.
 *
 * @param failed how many attempts have failed
 * @param lastFailedAtMillis when the last one failed; 0 when none has, or no header says it
 * @param dueAtMillis when the next one is due; 0, which is always past, for at once or for none
 */
public record Attempts(int failed, long lastFailedAtMillis, long dueAtMillis) {

    /** Nothing has been tried; the first attempt is due at once. */
    public static final Attempts NONE = new Attempts(0, 0, 0);

    public Attempts {
        if (failed < 0) {
            throw new IllegalArgumentException(failed + " failed attempts");
        }
    }

    /** The same, with another attempt due then. */
    public Attempts due(long millis) {
        return new Attempts(failed, lastFailedAtMillis, millis);
    }
}
