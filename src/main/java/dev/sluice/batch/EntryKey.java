package dev.sluice.batch;

import java.nio.ByteBuffer;

/**
 * The key of one entry of the block store: a byte that tells the kinds apart, then numbers, big-endian, so that entries
 * of one kind sort by batch, and those of one batch by index.
 *
 * @param sequence the batch's; 0 for the identity
 * @param index the chunk's, or that of the entry of the offset index; 0 for the others
 */
public record EntryKey(Kind kind, long sequence, int index) {

    private static final Kind[] KINDS = Kind.values();

    /** What an entry holds. A kind's first byte is its place here, so a new one comes last. */
    public enum Kind {
        /** Who the store is: one entry. */
        IDENTITY,
        /** The header of a batch. */
        HEADER,
        /** A chunk of a batch. */
        CHUNK,
        /** An entry of a batch's offset index. */
        OFFSETS
    }

    static EntryKey identity() {
        return new EntryKey(Kind.IDENTITY, 0, 0);
    }

    static EntryKey header(long sequence) {
        return new EntryKey(Kind.HEADER, sequence, 0);
    }

    static EntryKey chunk(long sequence, int index) {
        return new EntryKey(Kind.CHUNK, sequence, index);
    }

    static EntryKey offsets(long sequence, int index) {
        return new EntryKey(Kind.OFFSETS, sequence, index);
    }

    byte[] encode() {
        byte head = (byte) kind.ordinal();
        return switch (kind) {
            case IDENTITY -> new byte[] {head};
            case HEADER ->
                ByteBuffer.allocate(1 + Long.BYTES).put(head).putLong(sequence).array();
            case CHUNK, OFFSETS ->
                ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES)
                        .put(head)
                        .putLong(sequence)
                        .putInt(index)
                        .array();
        };
    }

    /** Reads a key of the block store. */
    public static EntryKey decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        int head = in.get();
        if (head < 0 || head >= KINDS.length) {
            throw new IllegalStateException("the block store has an entry of kind " + head
                    + ", which a newer version wrote: run that version, or a later one");
        }
        Kind kind = KINDS[head];
        return switch (kind) {
            case IDENTITY -> identity();
            case HEADER -> header(in.getLong());
            case CHUNK, OFFSETS -> new EntryKey(kind, in.getLong(), in.getInt());
        };
    }
}
