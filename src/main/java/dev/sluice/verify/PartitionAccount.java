package dev.sluice.verify;

import dev.sluice.kafka.OffsetSet;
import dev.sluice.kafka.OffsetSet.Cursor;
import dev.sluice.kafka.OffsetSet.RangeSink;
import dev.sluice.verify.Verdict.Place;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The account of one input partition: the places that claim its offsets, and where each record is.
 *
 * <p>Claims come first, in the order that {@link Verification} explains. Then {@link #walk} meets each record once, in
 * the order of the offsets.
 */
final class PartitionAccount {

    /** A place that a record does not leave. */
    enum End {
        LANDED(Place.LANDED),
        DEAD_LETTERED(Place.DEAD_LETTERED),
        DAMAGED(Place.DAMAGED);

        final Place place;

        End(Place place) {
            this.place = place;
        }
    }

    private final TopicPartition partition;
    private final long from;
    private final long to;

    /** The service's position: every record before it was read; -1 when the service never read this partition. */
    private final long position;

    private final OffsetSet[] ends = {new OffsetSet(), new OffsetSet(), new OffsetSet()};
    private final OffsetSet seenPending = new OffsetSet();
    private final OffsetSet batched = new OffsetSet();
    private final OffsetSet waiting = new OffsetSet();
    private final OffsetSet doubled = new OffsetSet();
    private final OffsetSet lost = new OffsetSet();

    private Walk walk;

    /** Records, by the ordinal of their {@link Place}. */
    private final long[] counts = new long[Place.values().length];

    private long matchedClaims;

    PartitionAccount(TopicPartition partition, long from, long to, long position) {
        this.partition = partition;
        this.from = from;
        this.to = to;
        this.position = position;
        this.walk = new Walk();
    }

    TopicPartition partition() {
        return partition;
    }

    long from() {
        return from;
    }

    /** Exclusive. */
    long to() {
        return to;
    }

    /** Whether any of these offsets is in the range that is verified. */
    boolean overlaps(long first, long last) {
        return first < to && last >= from;
    }

    private void clipped(long first, long last, RangeSink sink) {
        if (overlaps(first, last)) {
            sink.range(Math.max(first, from), Math.min(last, to - 1));
        }
    }

    /** Claims offsets for an end; offsets that two ends claim are doubled. */
    void end(End end, long first, long last) {
        clipped(first, last, (low, high) -> {
            for (End other : End.values()) {
                if (other != end) {
                    ends[other.ordinal()].intersect(low, high, doubled::add);
                }
            }
            ends[end.ordinal()].add(low, high, doubled::add);
        });
    }

    /** Offsets that were pending at some moment; they may have ended since. */
    void seenPending(long first, long last) {
        clipped(first, last, seenPending::add);
    }

    /**
     * Offsets that are in a batch although all ends have been read: doubled, if they have ended or are batched twice.
     */
    void stillBatched(long first, long last) {
        clipped(first, last, (low, high) -> {
            for (OffsetSet end : ends) {
                end.intersect(low, high, doubled::add);
            }
            batched.add(low, high, doubled::add);
        });
    }

    /** Offsets that wait for a retry although all ends and all batches have been read. */
    void stillWaiting(long first, long last, boolean twiceIsDoubled) {
        clipped(first, last, (low, high) -> {
            for (OffsetSet end : ends) {
                end.intersect(low, high, doubled::add);
            }
            batched.intersect(low, high, doubled::add);
            if (twiceIsDoubled) {
                waiting.add(low, high, doubled::add);
            } else {
                waiting.add(low, high);
            }
        });
    }

    /** Begins the walk; no claims follow. */
    void startWalk() {
        walk = new Walk();
    }

    /** One record of the input; offsets ascend. */
    void walk(long offset, boolean isIgnored) {
        if (offset < from || offset >= to) {
            return;
        }
        Place place = place(offset, isIgnored);
        counts[place.ordinal()]++;
        if (place == Place.LOST) {
            lost.add(offset, offset);
        }
    }

    private Place place(long offset, boolean isIgnored) {
        End end = walk.end(offset);
        boolean isPending = walk.isPending(offset);
        if (end != null) {
            return end.place;
        }
        if (isPending) {
            return Place.PENDING;
        }
        if (offset >= position) {
            return Place.NOT_READ;
        }
        return isIgnored ? Place.IGNORED : Place.LOST;
    }

    private final class Walk {
        private final Cursor[] atEnds = new Cursor[ends.length];
        private final Cursor[] atPending = {seenPending.cursor(), batched.cursor(), waiting.cursor()};

        Walk() {
            for (int i = 0; i < ends.length; i++) {
                atEnds[i] = ends[i].cursor();
            }
        }

        @Nullable
        End end(long offset) {
            End found = null;
            for (End end : End.values()) {
                if (atEnds[end.ordinal()].contains(offset)) {
                    matchedClaims++;
                    found = found == null ? end : found;
                }
            }
            return found;
        }

        boolean isPending(long offset) {
            boolean isPending = false;
            for (Cursor cursor : atPending) {
                isPending |= cursor.contains(offset);
            }
            return isPending;
        }
    }

    OffsetSet doubled() {
        return doubled;
    }

    OffsetSet lost() {
        return lost;
    }

    /** How many offsets an end claims that are no record of the input. */
    long claimsWithoutRecord() {
        long claims = 0;
        for (OffsetSet end : ends) {
            claims += end.offsets();
        }
        return claims - matchedClaims;
    }

    Verdict.PartitionCounts counts() {
        Map<Place, Long> places = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            places.put(place, counts[place.ordinal()]);
        }
        return new Verdict.PartitionCounts(
                partition.topic(), partition.partition(), from, to, position, places, doubled.offsets());
    }
}
