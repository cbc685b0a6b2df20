package dev.sluice.deadletters;

/**
 * How far a replay has come.
 *
 * @param letters in the dead-letter topic, at most: offsets without record count
 * @param read of them
 * @param replayed for good; in a dry run, those that would be
 * @param replayedBefore left out, for an earlier run has replayed them
 * @param tooOften left out, for their records were replayed as often as is allowed, and came back
 * @param incomplete left out, for the value, the key or the headers were too large for the dead-letter topic, and only
 *     their digest is there
 * @param withoutSource left out, for no header says a source, or it is not to be written to
 * @param tooLarge left out, for the topic that they go back to might refuse them
 */
public record ReplayCounts(
        long letters,
        long read,
        long replayed,
        long replayedBefore,
        long tooOften,
        long incomplete,
        long withoutSource,
        long tooLarge) {

    /** Whether every letter that was meant has been replayed, now or before. */
    public boolean isComplete() {
        return tooOften + incomplete + withoutSource + tooLarge == 0;
    }
}
