package dev.sluice.batch;

import dev.sluice.batch.block.BlockWriter;
import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.FormatId;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.Origin;
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

    private final String pipeline;
    private final int blockBytes;
    private final BlockWriter writer;
    private final Supplier<LookupOffsets> lookups;
    private final HeapBudget heap;
    private final Backlog backlog;

    /** Batches of another format among them: they came with the task, and are never appended to. */
    private final Map<BatchId, OpenBatch> batches = new LinkedHashMap<>();

    /** The one that took the last record, if it is open still; most often it takes the next, too. */
    private @Nullable OpenBatch latest;

    /** With an open block, or with chunks that their stored header does not know. */
    private final Set<OpenBatch> changed = new LinkedHashSet<>();

    private record BatchId(Origin origin, FormatId format) {

        static BatchId of(OpenBatch batch) {
            return new BatchId(batch.origin(), batch.format());
        }
    }

    /**
     * @param pipeline the pipeline that new records are of
     * @param blockBytes how large an open block gets before it is compressed, in bytes
     * @param writer of the format that new records are written in
     * @param lookups how far the lookup tables have been read
     */
    public OpenBatches(
            String pipeline,
            int blockBytes,
            BlockWriter writer,
            Supplier<LookupOffsets> lookups,
            HeapBudget heap,
            Backlog backlog) {
        this.pipeline = pipeline;
        this.blockBytes = blockBytes;
        this.writer = writer;
        this.lookups = lookups;
        this.heap = heap;
        this.backlog = backlog;
    }

    /** What the records of this topic and folder have in common. */
    public Origin origin(String topic, Folder folder) {
        return new Origin(pipeline, topic, null, folder);
    }

    /** The batch that takes the pipeline's records of this topic and folder, in the present format. */
    public @Nullable OpenBatch find(String topic, Folder folder) {
        OpenBatch last = latest;
        if (last != null
                && last.origin().folder().equals(folder)
                && last.origin().topic().equals(topic)) {
            return last;
        }
        return batches.get(new BatchId(origin(topic, folder), writer.format()));
    }

    public void add(OpenBatch batch) {
        batches.put(BatchId.of(batch), batch);
        backlog.addOpen(1);
    }

    /** Appends an encoded record to a batch of the present format; a block that is full goes to the sink. */
    public void append(OpenBatch batch, BatchRecord record) {
        if (!batch.hasOpenBlock()) {
            changed.add(batch);
        }
        int heldBytes = batch.heldBytes();
        batch.append(record);
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
            batch.drain(writer, lookups.get());
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
