package dev.sluice.batch;

import dev.sluice.batch.block.BlockSink;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.BatchHeaderCodec;
import dev.sluice.batch.header.OffsetIndex;
import dev.sluice.batch.header.SourceOffsets;
import dev.sluice.batch.header.StoredForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One task's batches, in a store of bytes with a changelog; {@link EntryKey} says which entries it has. */
public final class BlockStore implements BlockSink {

    private static final StoredForm IDENTITY = new StoredForm(
            "identity of a block store", 1, 1, 1, "run the version that wrote it until all its batches have landed");

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
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            IDENTITY.require(in);
            return new Identity(in.readUTF(), in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException("the identity of a block store is cut short", e);
        }
    }

    void putIdentity(Identity identity) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            IDENTITY.begin(out);
            out.writeUTF(identity.incarnation());
            out.writeLong(identity.nextSequence());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.put(EntryKey.identity().encode(), bytes.toByteArray());
    }

    /** Every batch, in the order of the sequences. */
    public List<BatchHeader> headers() {
        List<BatchHeader> headers = new ArrayList<>();
        store.forEach(
                EntryKey.header(0).encode(),
                EntryKey.header(Long.MAX_VALUE).encode(),
                (key, header) ->
                        headers.add(BatchHeaderCodec.decode(EntryKey.decode(key).sequence(), header)));
        return headers;
    }

    public void putHeader(BatchHeader header) {
        store.put(EntryKey.header(header.sequence()).encode(), BatchHeaderCodec.encode(header));
    }

    @Override
    public void putChunk(long sequence, int index, byte[] chunk) {
        store.put(EntryKey.chunk(sequence, index).encode(), chunk);
    }

    @Override
    public void putOffsets(long sequence, int index, byte[] entry) {
        store.put(EntryKey.offsets(sequence, index).encode(), entry);
    }

    /** One chunk of a batch. Safe to call from another thread than the task's. */
    public byte[] chunk(long sequence, int index) {
        return required(EntryKey.chunk(sequence, index));
    }

    /**
     * The bytes of a batch, one chunk in memory at a time. Safe to call from another thread than the task's.
     *
     * @param isClosing whether the store is about to close: then reading fails before it gets there
     */
    public InputStream bytes(BatchHeader header, BooleanSupplier isClosing) {
        return new ChunkStream(this, header, isClosing);
    }

    /** Every source offset of a batch; reads none of its chunks. Safe to call from another thread than the task's. */
    public SourceOffsets offsets(BatchHeader header) {
        OffsetIndex index = header.content().offsets();
        SourceOffsets offsets = new SourceOffsets();
        for (int i = 0; i < index.entries(); i++) {
            offsets.addAll(OffsetIndex.offsets(required(EntryKey.offsets(header.sequence(), i))));
        }
        offsets.addAll(index.tail());
        return offsets;
    }

    private byte[] required(EntryKey key) {
        byte[] value = store.get(key.encode());
        if (value == null) {
            throw new IllegalStateException("the block store does not have " + key);
        }
        return value;
    }

    /** Removes a batch; reads nothing. */
    public void delete(BatchHeader header) {
        long sequence = header.sequence();
        for (int index = 0; index < header.content().blocks().chunks(); index++) {
            store.put(EntryKey.chunk(sequence, index).encode(), null);
        }
        for (int index = 0; index < header.content().offsets().entries(); index++) {
            store.put(EntryKey.offsets(sequence, index).encode(), null);
        }
        store.put(EntryKey.header(sequence).encode(), null);
    }
}
