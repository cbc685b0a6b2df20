package dev.sluice.contract;

import dev.sluice.batch.EntryKey;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.BatchHeaderCodec;
import dev.sluice.batch.header.OffsetIndex;
import dev.sluice.batch.header.SourceOffsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The batches of one block store, replayed from its changelog, without their bytes. */
public final class BatchReplay {

    private final Map<Long, BatchHeader> headers = new TreeMap<>();
    private final Map<Long, TreeMap<Integer, SourceOffsets>> offsets = new HashMap<>();

    /** Takes up one record of the changelog, in their order; a null value is a deletion. */
    public void apply(byte[] key, byte @Nullable [] value) {
        EntryKey entry = EntryKey.decode(key);
        switch (entry.kind()) {
            case IDENTITY, CHUNK -> {
                // They tell nothing of any record.
            }
            case HEADER -> header(entry.sequence(), value);
            case OFFSETS -> offsets(entry.sequence(), entry.index(), value);
        }
    }

    private void header(long sequence, byte @Nullable [] value) {
        if (value == null) {
            headers.remove(sequence);
        } else {
            headers.put(sequence, BatchHeaderCodec.decode(sequence, value));
        }
    }

    private void offsets(long sequence, int index, byte @Nullable [] value) {
        if (value != null) {
            offsets.computeIfAbsent(sequence, batch -> new TreeMap<>()).put(index, OffsetIndex.offsets(value));
            return;
        }
        TreeMap<Integer, SourceOffsets> ofBatch = offsets.get(sequence);
        if (ofBatch != null && ofBatch.remove(index) != null && ofBatch.isEmpty()) {
            offsets.remove(sequence);
        }
    }

    /** Each batch with the source offsets of the entries that it knows of: what it would land. */
    public void forEach(BiConsumer<BatchHeader, SourceOffsets> sink) {
        headers.forEach((sequence, batch) -> {
            OffsetIndex index = batch.content().offsets();
            SourceOffsets ofBatch = new SourceOffsets();
            offsets.getOrDefault(sequence, new TreeMap<>())
                    .headMap(index.entries())
                    .values()
                    .forEach(ofBatch::addAll);
            ofBatch.addAll(index.tail());
            sink.accept(batch, ofBatch);
        });
    }
}
