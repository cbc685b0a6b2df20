package dev.sluice.demo;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The proof's own count of the input topic: which positions were fed, and where each of them was found again. */
final class Tally {

    /**
     * What the count comes to.
     *
     * @param byPosition false if objects did not say where their records came from: then only numbers are compared
     * @param missing fed and in no place
     * @param twice found in a second place
     * @param strange found and never fed
     */
    record Verdict(
            boolean byPosition, long fed, long landed, long deadLettered, long missing, long twice, long strange) {

        boolean holds() {
            return fed == landed + deadLettered && missing == 0 && twice == 0 && strange == 0;
        }
    }

    private final Map<Integer, BitSet> fed = new HashMap<>();
    private final Map<Integer, BitSet> found = new HashMap<>();
    private long landed;
    private long landedWithoutPosition;
    private long deadLettered;
    private long twice;

    /** To be called from the producer's thread. */
    synchronized void fed(int partition, long offset) {
        set(fed, partition, offset);
    }

    synchronized void landed(int partition, long offset) {
        landed++;
        found(partition, offset);
    }

    synchronized void landedWithoutPosition() {
        landed++;
        landedWithoutPosition++;
    }

    synchronized void deadLettered(int partition, long offset) {
        deadLettered++;
        found(partition, offset);
    }

    synchronized Verdict verdict() {
        if (landedWithoutPosition > 0) {
            long missing = Math.max(0, count(fed) - landed - deadLettered);
            return new Verdict(false, count(fed), landed, deadLettered, missing, 0, 0);
        }
        return new Verdict(true, count(fed), landed, deadLettered, notIn(fed, found), twice, notIn(found, fed));
    }

    private void found(int partition, long offset) {
        if (set(found, partition, offset)) {
            twice++;
        }
    }

    /** Returns whether it was set before. */
    private static boolean set(Map<Integer, BitSet> positions, int partition, long offset) {
        BitSet offsets = positions.computeIfAbsent(partition, p -> new BitSet());
        int bit = Math.toIntExact(offset);
        boolean before = offsets.get(bit);
        offsets.set(bit);
        return before;
    }

    private static long count(Map<Integer, BitSet> positions) {
        return positions.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    private static long notIn(Map<Integer, BitSet> some, Map<Integer, BitSet> others) {
        long count = 0;
        for (Map.Entry<Integer, BitSet> entry : some.entrySet()) {
            BitSet rest = (BitSet) entry.getValue().clone();
            rest.andNot(others.getOrDefault(entry.getKey(), new BitSet()));
            count += rest.cardinality();
        }
        return count;
    }
}
