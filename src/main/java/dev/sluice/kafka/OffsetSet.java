package dev.sluice.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of offsets, as disjoint ranges that do not touch. Contiguous offsets cost one range, however many they are.
 *
 * <p>The ranges lie in sorted leaves of at most {@value #LEAF_RANGES}, a B-tree of two levels. A range takes 16 bytes
 * in a full leaf and 32 in one that is half full, as after a split; a million scattered ranges take 16 to 32 MB.
 */
public final class OffsetSet {

    static final int LEAF_RANGES = 512;

    /** Receives ranges; both ends are inclusive. */
    @FunctionalInterface
    public interface RangeSink {
        void range(long first, long last);
    }

    private static final class Leaf {
        final long[] firsts = new long[LEAF_RANGES];
        final long[] lasts = new long[LEAF_RANGES];
        int size;

        /** The greatest range that begins at or before the offset, or -1. */
        int floor(long offset) {
            int found = Arrays.binarySearch(firsts, 0, size, offset);
            return found >= 0 ? found : -found - 2;
        }

        void insert(int at, long first, long last) {
            System.arraycopy(firsts, at, firsts, at + 1, size - at);
            System.arraycopy(lasts, at, lasts, at + 1, size - at);
            firsts[at] = first;
            lasts[at] = last;
            size++;
        }

        void remove(int at) {
            size--;
            System.arraycopy(firsts, at + 1, firsts, at, size - at);
            System.arraycopy(lasts, at + 1, lasts, at, size - at);
        }

        /** Moves the ranges from {@code at} on to a new leaf. */
        Leaf split(int at) {
            Leaf right = new Leaf();
            right.size = size - at;
            System.arraycopy(firsts, at, right.firsts, 0, right.size);
            System.arraycopy(lasts, at, right.lasts, 0, right.size);
            size = at;
            return right;
        }
    }

    /** No leaf is empty, except the only one of an empty set. */
    private final List<Leaf> leaves = new ArrayList<>(List.of(new Leaf()));

    public void add(long first, long last) {
        add(first, last, (overlapFirst, overlapLast) -> {});
    }

    /** Adds {@code first} to {@code last}; {@code overlaps} receives the offsets that were in the set before. */
    public void add(long first, long last, RangeSink overlaps) {
        int index = leafOf(first);
        Leaf leaf = leaves.get(index);
        int floor = leaf.floor(first);
        int at = floor >= 0 && leaf.lasts[floor] >= first - 1 ? floor : floor + 1;
        long low = first;
        long high = last;
        while (true) {
            boolean isInLeaf = at < leaf.size;
            if (!isInLeaf && index + 1 == leaves.size()) {
                break;
            }
            Leaf next = isInLeaf ? leaf : leaves.get(index + 1);
            int nextAt = isInLeaf ? at : 0;
            if (next.firsts[nextAt] > last + 1) {
                break;
            }
            report(next, nextAt, first, last, overlaps);
            low = Math.min(low, next.firsts[nextAt]);
            high = Math.max(high, next.lasts[nextAt]);
            next.remove(nextAt);
            if (!isInLeaf && next.size == 0) {
                leaves.remove(index + 1);
            }
        }
        insert(index, at, low, high);
    }

    private void insert(int index, int at, long first, long last) {
        Leaf leaf = leaves.get(index);
        if (leaf.size < LEAF_RANGES) {
            leaf.insert(at, first, last);
            return;
        }
        // Offsets mostly come in ascending order: then the left leaf stays full.
        boolean isAppended = at == leaf.size && index + 1 == leaves.size();
        Leaf right = leaf.split(isAppended ? leaf.size : leaf.size / 2);
        leaves.add(index + 1, right);
        if (at <= leaf.size && !isAppended) {
            leaf.insert(at, first, last);
        } else {
            right.insert(at - leaf.size, first, last);
        }
    }

    private static void report(Leaf leaf, int at, long first, long last, RangeSink sink) {
        long from = Math.max(first, leaf.firsts[at]);
        long to = Math.min(last, leaf.lasts[at]);
        if (from <= to) {
            sink.range(from, to);
        }
    }

    /** The last leaf that begins at or before the offset, or the first. */
    private int leafOf(long offset) {
        int low = 0;
        int high = leaves.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (leaves.get(middle).firsts[0] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Hands over the offsets from {@code first} to {@code last} that are in the set, ascending. */
    public void intersect(long first, long last, RangeSink sink) {
        int index = leafOf(first);
        int at = Math.max(0, leaves.get(index).floor(first));
        for (; index < leaves.size(); index++, at = 0) {
            Leaf leaf = leaves.get(index);
            for (; at < leaf.size; at++) {
                if (leaf.firsts[at] > last) {
                    return;
                }
                report(leaf, at, first, last, sink);
            }
        }
    }

    public void forEach(RangeSink sink) {
        intersect(Long.MIN_VALUE, Long.MAX_VALUE, sink);
    }

    public boolean contains(long offset) {
        Leaf leaf = leaves.get(leafOf(offset));
        int at = leaf.floor(offset);
        return at >= 0 && leaf.lasts[at] >= offset;
    }

    public boolean isEmpty() {
        return leaves.get(0).size == 0;
    }

    /** How many leaves. */
    int leaves() {
        return leaves.size();
    }

    /** How many offsets. */
    public long offsets() {
        long[] offsets = new long[1];
        forEach((first, last) -> offsets[0] += last - first + 1);
        return offsets[0];
    }

    public Cursor cursor() {
        return new Cursor();
    }

    /** Looks up offsets in ascending order, without a search for each. The set must not change meanwhile. */
    public final class Cursor {
        private int index;
        private int at;

        public boolean contains(long offset) {
            while (index < leaves.size()) {
                Leaf leaf = leaves.get(index);
                while (at < leaf.size && leaf.lasts[at] < offset) {
                    at++;
                }
                if (at < leaf.size) {
                    return leaf.firsts[at] <= offset;
                }
                index++;
                at = 0;
            }
            return false;
        }
    }
}
