package dev.sluice.topology;

import dev.sluice.batch.BatchHeader;
import dev.sluice.batch.Chunk;
import dev.sluice.batch.SourceOffsets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One task's batches, in a state store with a changelog.
 *
 * <p>Keys begin with a byte that tells the three kinds of entry apart: the identity (one), the batch headers (one a
 * batch, by sequence), the chunks (by sequence, then index; numbers are big-endian, so that they sort).
 */
final class BlockStore {

    private static final byte IDENTITY = 0;
    static final byte HEADER = 1;
    static final byte CHUNK = 2;

    private static final Bytes IDENTITY_KEY = Bytes.wrap(new byte[] {IDENTITY});

    private final KeyValueStore<Bytes, byte[]> store;

    /**
     * What the store is called in object keys, and how many batches it has seen.
     *
     * @param nextSequence the number of the next batch
     */
    record Identity(String incarnation, long nextSequence) {}

    BlockStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The identity, or null in a store that was just created. */
    @Nullable
    Identity identity() {
        byte[] stored = store.get(IDENTITY_KEY);
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
                IDENTITY_KEY,
                ByteBuffer.allocate(Long.BYTES + incarnation.length)
                        .putLong(identity.nextSequence())
                        .put(incarnation)
                        .array());
    }

    /** Every batch, in the order of the sequences. */
    List<BatchHeader> headers() {
        List<BatchHeader> headers = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(headerKey(0), headerKey(Long.MAX_VALUE))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                long sequence = ByteBuffer.wrap(entry.key.get()).getLong(1);
                headers.add(BatchHeader.decode(sequence, entry.value));
            }
        }
        return headers;
    }

    void putHeader(BatchHeader header) {
        store.put(headerKey(header.sequence()), header.encode());
    }

    void putChunk(long sequence, int index, byte[] chunk) {
        store.put(chunkKey(sequence, index), chunk);
    }

    /** One chunk of a batch. Safe to call from another thread than the task's. */
    byte[] chunk(long sequence, int index) {
        byte[] chunk = store.get(chunkKey(sequence, index));
        if (chunk == null) {
            throw new IllegalStateException("chunk " + index + " of batch " + sequence + " is not in the block store");
        }
        return chunk;
    }

    /**
     * Every source offset of a batch. Reads all its chunks: kept in memory, the offsets of all that waits could fill
     * it.
     */
    SourceOffsets offsets(BatchHeader header) {
        SourceOffsets offsets = new SourceOffsets();
        for (int index = 0; index < header.chunks(); index++) {
            offsets.addAll(Chunk.decode(chunk(header.sequence(), index)).offsets());
        }
        return offsets;
    }

    /** Puts null instead of deleting: {@code RocksDBStore.delete} (4.4.0) reads the chunk once more, to return it. */
    void delete(BatchHeader header) {
        for (int index = 0; index < header.chunks(); index++) {
            store.put(chunkKey(header.sequence(), index), null);
        }
        store.put(headerKey(header.sequence()), null);
    }

    private static Bytes headerKey(long sequence) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES)
                .put(HEADER)
                .putLong(sequence)
                .array());
    }

    private static Bytes chunkKey(long sequence, int index) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES)
                .put(CHUNK)
                .putLong(sequence)
                .putInt(index)
                .array());
    }
}
