package dev.sluice.contract;

import dev.sluice.batch.BatchHeader;
import dev.sluice.batch.Chunk;
import dev.sluice.batch.EntryKey;
import dev.sluice.batch.SourceOffsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The batches of one block store, replayed from its changelog, without their bytes. */
public final class BatchReplay {

    private final Map<Long, BatchHeader> headers = new TreeMap<>();
    private final Map<Long, TreeMap<Integer, SourceOffsets>> chunks = new HashMap<>();

    /** Takes up one record of the changelog, in their order; a null value is a deletion. */
    public void apply(byte[] key, byte @Nullable [] value) {
        EntryKey entry = EntryKey.decode(key);
        switch (entry.kind()) {
            case IDENTITY -> {
                // It tells nothing of any record.
            }
            case HEADER -> header(entry.sequence(), value);
            case CHUNK -> chunk(entry.sequence(), entry.index(), value);
        }
    }

    private void header(long sequence, byte @Nullable [] value) {
        if (value == null) {
            headers.remove(sequence);
        } else {
            headers.put(sequence, BatchHeader.decode(sequence, value));
        }
    }

    private void chunk(long sequence, int index, byte @Nullable [] value) {
        if (value != null) {
            chunks.computeIfAbsent(sequence, batch -> new TreeMap<>())
                    .put(index, Chunk.decode(value).offsets());
            return;
        }
        TreeMap<Integer, SourceOffsets> ofBatch = chunks.get(sequence);
        if (ofBatch != null && ofBatch.remove(index) != null && ofBatch.isEmpty()) {
            chunks.remove(sequence);
        }
    }

    /** Each batch with the source offsets of the chunks that it knows of: what it would land. */
    public void forEach(BiConsumer<BatchHeader, SourceOffsets> sink) {
        headers.forEach((sequence, batch) -> {
            SourceOffsets offsets = new SourceOffsets();
            chunks.getOrDefault(sequence, new TreeMap<>())
                    .headMap(batch.chunks())
                    .values()
                    .forEach(offsets::addAll);
            sink.accept(batch, offsets);
        });
    }
}
