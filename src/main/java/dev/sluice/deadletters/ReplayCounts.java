package dev.sluice.deadletters;

import java.util.Map;

/**
 * How far a replay has come.
 *
 * @param letters in the dead-letter topic, at most: offsets without record count
 * @param read of them
 * @param replayed and committed; in a dry run, those that would be replayed
 * @param leftOut how many were not replayed, by the cause
 */
public record ReplayCounts(long letters, long read, long replayed, Map<LeftOut, Long> leftOut) {

    /** Why a dead letter that the filter includes is not replayed. */
    public enum LeftOut {
        /** An earlier run has replayed it. */
        REPLAYED_BEFORE,
        /** Its record was replayed as often as is allowed, and came back. */
        TOO_OFTEN,
        /** Its value, key or headers were too large for the dead-letter topic, which has only their digest. */
        INCOMPLETE,
        /** Another application dead-lettered it, or no header says which one did. */
        OTHER_APPLICATION,
        /** No header says its source, or the source is no partition of an input topic. */
        WITHOUT_SOURCE,
        /** The topic that it would go back to might refuse it. */
        TOO_LARGE
    }

    public ReplayCounts {
        leftOut = Map.copyOf(leftOut);
    }

    /** How many were left out for this cause. */
    public long leftOut(LeftOut cause) {
        return leftOut.getOrDefault(cause, 0L);
    }

    /** Whether every letter that was meant has been replayed, now or before. */
    public boolean isComplete() {
        return leftOut.entrySet().stream()
                .allMatch(left -> left.getKey() == LeftOut.REPLAYED_BEFORE || left.getValue() == 0);
    }
}
