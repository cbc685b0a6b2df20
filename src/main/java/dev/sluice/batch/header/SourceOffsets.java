package dev.sluice.batch.header;

import dev.sluice.bytes.Varints;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which offsets of one topic a run of records came from: a set of offsets for each partition. */
public final class SourceOffsets {

    private static final OffsetRanges NONE = new OffsetRanges();

    private final TreeMap<Integer, OffsetRanges> byPartition = new TreeMap<>();
    private int heldBytes;
    // Nearly every record follows its predecessor's partition; this saves the map's look-up.
    private int lastPartition = -1;
    private OffsetRanges lastRanges = NONE;

    public void add(int partition, long offset) {
        OffsetRanges ranges = ranges(partition);
        int heldBefore = ranges.heldBytes();
        ranges.add(offset, offset);
        heldBytes += ranges.heldBytes() - heldBefore;
    }

    public void addAll(SourceOffsets other) {
        other.byPartition.forEach((partition, ranges) -> ranges(partition).addAll(ranges));
    }

    private OffsetRanges ranges(int partition) {
        if (partition != lastPartition) {
            lastRanges = byPartition.computeIfAbsent(partition, p -> new OffsetRanges());
            lastPartition = partition;
        }
        return lastRanges;
    }

    /** The offsets by partition, in the order of the partitions. */
    public Map<Integer, OffsetRanges> byPartition() {
        return byPartition;
    }

    /** The offsets by partition, each partition's ascending. */
    public SortedMap<Integer, OffsetRanges> normalizedByPartition() {
        SortedMap<Integer, OffsetRanges> normalized = new TreeMap<>();
        byPartition.forEach((partition, ranges) -> normalized.put(partition, ranges.normalized()));
        return normalized;
    }

    public void clear() {
        byPartition.clear();
        lastPartition = -1;
        lastRanges = NONE;
        heldBytes = 0;
    }

    /** Heap that was taken by {@link #add} since the start or {@link #clear}, in bytes. */
    public int heldBytes() {
        return heldBytes;
    }

    void writeTo(ByteArrayOutputStream out) {
        Varints.write(byPartition.size(), out);
        byPartition.forEach((partition, ranges) -> {
            Varints.write(partition, out);
            ranges.writeTo(out);
        });
    }

    static SourceOffsets readFrom(ByteBuffer in) {
        SourceOffsets offsets = new SourceOffsets();
        long partitions = Varints.read(in);
        for (long i = 0; i < partitions; i++) {
            offsets.ranges((int) Varints.read(in)).readFrom(in);
        }
        return offsets;
    }
}
