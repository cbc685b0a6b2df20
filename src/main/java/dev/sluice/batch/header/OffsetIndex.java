package dev.sluice.batch.header;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the source offsets of a batch are: most of them in entries of the block store, the latest ones here. Immutable.
 *
 * <p>The offsets of a block are encoded and appended to the tail, which is stored with the batch's header, so that a
 * commit writes no entry more. A tail that has grown becomes an entry.
 */
public final class OffsetIndex {

    /** Of no offset. */
    public static final OffsetIndex EMPTY = new OffsetIndex(0, 0, new byte[0]);

    /** Each commit writes the tail anew, so it is short: some 40 blocks of one range each, or 100 single offsets. */
    static final int MAX_TAIL_BYTES = 512;

    private final int ranges;
    private final int entries;
    private final byte[] tail;

    private OffsetIndex(int ranges, int entries, byte[] tail) {
        this.ranges = ranges;
        this.entries = entries;
        this.tail = tail;
    }

    /** Receives entries of the index, in order. */
    @FunctionalInterface
    public interface EntrySink {
        void put(int index, byte[] entry);
    }

    /**
     * The index with the offsets of one more block.
     *
     * @param allRanges how many ranges of offsets the batch has now
     * @param sink receives the entry that the tail becomes if it is too long
     */
    public OffsetIndex plus(SourceOffsets block, int allRanges, EntrySink sink) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(tail.length + 32);
        out.writeBytes(tail);
        block.writeTo(out);
        byte[] longer = out.toByteArray();
        if (longer.length <= MAX_TAIL_BYTES) {
            return new OffsetIndex(allRanges, entries, longer);
        }
        sink.put(entries, longer);
        return new OffsetIndex(allRanges, entries + 1, EMPTY.tail);
    }

    /** How many ranges of offsets the batch has, in the order in which they came. */
    public int ranges() {
        return ranges;
    }

    /** How many entries the index has in the block store; they are numbered from 0. */
    public int entries() {
        return entries;
    }

    /** The offsets that are in no entry. */
    public SourceOffsets tail() {
        return offsets(tail);
    }

    /** Reads an entry of the index. */
    public static SourceOffsets offsets(byte[] entry) {
        SourceOffsets offsets = new SourceOffsets();
        ByteBuffer in = ByteBuffer.wrap(entry);
        while (in.hasRemaining()) {
            offsets.addAll(SourceOffsets.readFrom(in));
        }
        return offsets;
    }

    void encode(DataOutputStream out) throws IOException {
        out.writeInt(ranges);
        out.writeInt(entries);
        out.writeShort(tail.length);
        out.write(tail);
    }

    static OffsetIndex decode(DataInputStream in) throws IOException {
        return new OffsetIndex(in.readInt(), in.readInt(), in.readNBytes(in.readUnsignedShort()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OffsetIndex index
                && ranges == index.ranges
                && entries == index.entries
                && Arrays.equals(tail, index.tail);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * ranges + entries) + Arrays.hashCode(tail);
    }

    @Override
    public String toString() {
        return ranges + " ranges, in " + entries + " entries and " + tail.length + " bytes";
    }
}
