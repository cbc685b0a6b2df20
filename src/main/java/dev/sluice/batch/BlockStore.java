package dev.sluice.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task's batches, in a store of bytes with a changelog; {@link EntryKey} says which entries it has. */
public final class BlockStore {

    private final ByteStore store;

    /**
     * What the store is called in object keys, and how many batches it has seen.
     *
     * @param nextSequence the number of the next batch
     */
    record Identity(String incarnation, long nextSequence) {}

    public BlockStore(ByteStore store) {
        this.store = store;
    }

    /** The identity, or null in a store that was just created. */
    @Nullable
    Identity identity() {
        byte[] stored = store.get(EntryKey.identity().encode());
        if (stored == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(stored);
        long nextSequence = in.getLong();
        return new Identity(StandardCharsets.US_ASCII.decode(in).toString(), nextSequence);
    }

    void putIdentity(Identity identity) {
        byte[] incarnation = identity.incarnation().getBytes(StandardCharsets.US_ASCII);
        store.put(
                EntryKey.identity().encode(),
                ByteBuffer.allocate(Long.BYTES + incarnation.length)
                        .putLong(identity.nextSequence())
                        .put(incarnation)
                        .array());
    }

    /** Every batch, in the order of the sequences. */
    public List<BatchHeader> headers() {
        List<BatchHeader> headers = new ArrayList<>();
        store.forEach(
                EntryKey.header(0).encode(), EntryKey.header(Long.MAX_VALUE).encode(), (key, header) -> {
                    headers.add(BatchHeader.decode(EntryKey.decode(key).sequence(), header));
                });
        return headers;
    }

    public void putHeader(BatchHeader header) {
        store.put(EntryKey.header(header.sequence()).encode(), header.encode());
    }

    public void putChunk(long sequence, int index, byte[] chunk) {
        store.put(EntryKey.chunk(sequence, index).encode(), chunk);
    }

    /** One chunk of a batch. Safe to call from another thread than the task's. */
    public byte[] chunk(long sequence, int index) {
        byte[] chunk = store.get(EntryKey.chunk(sequence, index).encode());
        if (chunk == null) {
            throw new IllegalStateException("chunk " + index + " of batch " + sequence + " is not in the block store");
        }
        return chunk;
    }

    /**
     * Every source offset of a batch. Reads all its chunks: kept in memory, the offsets of all that waits could fill
     * it.
     */
    public SourceOffsets offsets(BatchHeader header) {
        SourceOffsets offsets = new SourceOffsets();
        for (int index = 0; index < header.chunks(); index++) {
            offsets.addAll(Chunk.decode(chunk(header.sequence(), index)).offsets());
        }
        return offsets;
    }

    public void delete(BatchHeader header) {
        for (int index = 0; index < header.chunks(); index++) {
            store.put(EntryKey.chunk(header.sequence(), index).encode(), null);
        }
        store.put(EntryKey.header(header.sequence()).encode(), null);
    }
}
