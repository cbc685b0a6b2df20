package dev.sluice.batch;

import dev.sluice.batch.OpenBatch.ChunkSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open batches of one task, in the order they were opened, and the heap their open blocks hold.
 *
 * <p>Not thread-safe: they belong to one task. The heap budget and the backlog are all tasks' together.
 */
public final class OpenBatches {

    private final FileFormat format;
    private final int blockBytes;
    private final BlockCompressor compressor;
    private final Supplier<LookupOffsets> lookups;
    private final HeapBudget heap;
    private final Backlog backlog;
    private final ChunkSink sink;

    /** Batches of another format among them: they came with the task, and are never appended to. */
    private final Map<BatchId, OpenBatch> batches = new LinkedHashMap<>();

    /** The one that took the last record, if it is open still; most often it takes the next, too. */
    private @Nullable OpenBatch latest;

    /** With an open block, or with chunks that their stored header does not know. */
    private final Set<OpenBatch> changed = new LinkedHashSet<>();

    /** An open batch is one topic's and one partition path's, and its file has one schema and one codec. */
    private record BatchId(String topic, String partitionPath, String schemaFingerprint, String codec) {

        static BatchId of(OpenBatch batch) {
            return new BatchId(batch.topic(), batch.partitionPath(), batch.schemaFingerprint(), batch.codec());
        }
    }

    /**
     * @param format what new records are written in
     * @param blockBytes how large an open block gets before it is compressed, in bytes
     * @param lookups how far the lookup tables have been read
     * @param sink where the compressed blocks go
     */
    public OpenBatches(
            FileFormat format,
            int blockBytes,
            BlockCompressor compressor,
            Supplier<LookupOffsets> lookups,
            HeapBudget heap,
            Backlog backlog,
            ChunkSink sink) {
        this.format = format;
        this.blockBytes = blockBytes;
        this.compressor = compressor;
        this.lookups = lookups;
        this.heap = heap;
        this.backlog = backlog;
        this.sink = sink;
    }

    /** The batch that takes the records of this topic and partition path, in the present format. */
    public @Nullable OpenBatch find(String topic, String partitionPath) {
        OpenBatch last = latest;
        if (last != null
                && last.partitionPath().equals(partitionPath)
                && last.topic().equals(topic)) {
            return last;
        }
        return batches.get(new BatchId(topic, partitionPath, format.schemaFingerprint(), format.codecName()));
    }

    public void add(OpenBatch batch) {
        batches.put(BatchId.of(batch), batch);
        backlog.addOpen(1);
    }

    /** Appends an encoded record to a batch of the present format; a block that is full goes to the sink. */
    public void append(OpenBatch batch, byte[] record, int length, int partition, long offset, long eventTimeMillis) {
        if (!batch.hasOpenBlock()) {
            changed.add(batch);
        }
        int heldBytes = batch.heldBytes();
        batch.append(record, length, partition, offset, eventTimeMillis);
        heap.take(batch.heldBytes() - heldBytes);
        latest = batch;
        if (batch.blockLength() >= blockBytes) {
            drain(batch);
        }
    }

    /** Compresses every open block, and names each batch whose stored header is behind. */
    public void drainAll(Consumer<OpenBatch> changedBatch) {
        for (OpenBatch batch : changed) {
            drain(batch);
            changedBatch.accept(batch);
        }
        changed.clear();
    }

    /** Compresses the batch's open block, and lets the batch go. */
    public void remove(OpenBatch batch) {
        drain(batch);
        release(batch);
        changed.remove(batch);
        latest = null;
        batches.remove(BatchId.of(batch));
        backlog.addOpen(-1);
    }

    private void drain(OpenBatch batch) {
        if (batch.hasOpenBlock()) {
            int heldBytes = batch.heldBytes();
            batch.drain(format, lookups.get(), compressor, sink);
            heap.take(batch.heldBytes() - heldBytes);
        }
    }

    /** Keeps the heap budget: the largest open blocks are compressed early. Batches stay open, and objects large. */
    public void keepHeapBudget() {
        if (!heap.isExceeded()) {
            return;
        }
        List<OpenBatch> largestFirst = new ArrayList<>(batches.values());
        largestFirst.sort(Comparator.comparingInt(OpenBatch::heldBytes).reversed());
        for (OpenBatch batch : largestFirst) {
            if (heap.hasRoom()) {
                return;
            }
            drain(batch);
            release(batch);
        }
    }

    /** Where heap is short: else an idle task's empty buffers would leave the others room for one record a block. */
    public void releaseEmptyBlocks() {
        if (!heap.hasRoom()) {
            batches.values().stream().filter(batch -> !batch.hasOpenBlock()).forEach(this::release);
        }
    }

    private void release(OpenBatch batch) {
        heap.take(-batch.heldBytes());
        batch.release();
    }

    /** A copy, oldest first. */
    public List<OpenBatch> list() {
        return List.copyOf(batches.values());
    }

    /** The one that was opened first; there must be one. */
    public OpenBatch oldest() {
        return batches.values().iterator().next();
    }

    public int size() {
        return batches.size();
    }

    public boolean isEmpty() {
        return batches.isEmpty();
    }

    /** Forgets all of them, with what is in their open blocks. */
    public void clear() {
        batches.values().forEach(batch -> heap.take(-batch.heldBytes()));
        backlog.addOpen(-batches.size());
        batches.clear();
        changed.clear();
        latest = null;
    }
}
