package dev.sluice.batch.header;

import dev.sluice.bytes.Varints;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

/** The offsets of one partition, as ranges in the order they came; {@link #normalized()} sorts and joins them. */
public final class OffsetRanges {

    /** Pairs of first and last offset, both inclusive. */
    private long[] bounds = new long[2];

    private int size;

    /** Adds {@code first} to {@code last}, both inclusive. */
    public void add(long first, long last) {
        if (size > 0 && bounds[2 * size - 1] + 1 == first) {
            bounds[2 * size - 1] = last;
            return;
        }
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = first;
        bounds[2 * size + 1] = last;
        size++;
    }

    int heldBytes() {
        return bounds.length * Long.BYTES;
    }

    void addAll(OffsetRanges other) {
        for (int i = 0; i < other.size; i++) {
            add(other.first(i), other.last(i));
        }
    }

    /** How many ranges. */
    public int size() {
        return size;
    }

    /** The first offset of range {@code i}. */
    public long first(int i) {
        return bounds[2 * i];
    }

    /** The last offset of range {@code i}, inclusive. */
    public long last(int i) {
        return bounds[2 * i + 1];
    }

    /** How many offsets, one that came twice counted twice. */
    public long offsets() {
        long offsets = 0;
        for (int i = 0; i < size; i++) {
            offsets += last(i) - first(i) + 1;
        }
        return offsets;
    }

    /**
     * The same offsets, ascending; ranges that touch are joined, ranges that overlap stay apart, so that a doubled
     * offset shows.
     */
    public OffsetRanges normalized() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(this::first));
        OffsetRanges sorted = new OffsetRanges();
        for (int i : order) {
            sorted.add(first(i), last(i));
        }
        return sorted;
    }

    /** Whether all offsets of other ranges are among these; both are normalized, and doubled offsets of the other are not. */
    public boolean containsAll(OffsetRanges other) {
        int own = 0;
        long after = Long.MIN_VALUE;
        for (int i = 0; i < other.size; i++) {
            while (own < size && last(own) < other.first(i)) {
                own++;
            }
            if (own == size || first(own) > other.first(i) || last(own) < other.last(i) || other.first(i) < after) {
                return false;
            }
            after = other.last(i) + 1;
        }
        return true;
    }

    /**
     * The manifest's compact notation of normalized ranges: comma-separated {@code gap} or {@code gap+more}, where
     * {@code gap} is the number of offsets skipped since the range before (since 0 for the first) and {@code more} the
     * number of further offsets in the range. {@code 100+49,3} is 100 to 149 and 153.
     */
    public String toNotation() {
        StringBuilder text = new StringBuilder();
        long next = 0;
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(first(i) - next);
            if (last(i) > first(i)) {
                text.append('+').append(last(i) - first(i));
            }
            next = last(i) + 1;
        }
        return text.toString();
    }

    /** Reads what {@link #toNotation()} wrote; throws {@link IllegalArgumentException} on anything else. */
    public static OffsetRanges parse(String notation) {
        OffsetRanges ranges = new OffsetRanges();
        if (notation.isEmpty()) {
            return ranges;
        }
        long next = 0;
        for (String range : notation.split(",", -1)) {
            int plus = range.indexOf('+');
            try {
                long first = next + Long.parseLong(plus < 0 ? range : range.substring(0, plus));
                long last = first + (plus < 0 ? 0 : Long.parseLong(range.substring(plus + 1)));
                ranges.add(first, last);
                next = last + 1;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("an offset range is neither gap nor gap+more: " + range, e);
            }
        }
        return ranges;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OffsetRanges ranges
                && Arrays.equals(bounds, 0, 2 * size, ranges.bounds, 0, 2 * ranges.size);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(Arrays.copyOf(bounds, 2 * size));
    }

    @Override
    public String toString() {
        return toNotation();
    }

    void writeTo(ByteArrayOutputStream out) {
        Varints.write(size, out);
        long next = 0;
        for (int i = 0; i < size; i++) {
            Varints.write(first(i) - next, out);
            Varints.write(last(i) - first(i), out);
            next = last(i) + 1;
        }
    }

    void readFrom(ByteBuffer in) {
        long ranges = Varints.read(in);
        long next = 0;
        for (long i = 0; i < ranges; i++) {
            long first = next + Varints.read(in);
            long last = first + Varints.read(in);
            add(first, last);
            next = last + 1;
        }
    }
}
