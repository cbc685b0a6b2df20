package dev.sluice.batch;

import dev.sluice.batch.block.BlockWriter;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.BatchHeader.Seal;
import dev.sluice.batch.header.Content;
import dev.sluice.batch.header.Content.Blocks;
import dev.sluice.batch.header.FormatId;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.ObjectKey;
import dev.sluice.batch.header.OffsetIndex;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.SealReason;
import dev.sluice.batch.header.SourceOffsets;
import dev.sluice.batch.header.TimeRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch that still takes records: the counts of what is in the block store, and the open block, in memory.
 *
 * <p>Not thread-safe: it belongs to one task.
 */
public final class OpenBatch {

    /**
     * A manifest entry lists every range of source offsets. Where many folders interleave, each record is a range of its
     * own; this many keep the manifest record below Kafka's default limit of 1 MiB.
     */
    static final int MAX_OFFSET_RANGES = 100_000;

    private static final byte[] NOTHING = {};
    private static final int FIRST_CAPACITY = 4 * 1024;

    private final long sequence;
    private final ObjectKey key;
    private final Origin origin;
    private final FormatId format;
    private final byte[] syncMarker;
    private final long openedAtMillis;
    private final long ageSinceMillis;

    private long records;
    private long rows;
    private Blocks blocks;
    private long minEventTimeMillis;
    private long maxEventTimeMillis;
    private int offsetRanges;
    private OffsetIndex offsets;
    private LookupOffsets lookups;

    private byte[] block = NOTHING;
    private int blockLength;
    private int blockRecords;
    private int blockRows;
    private final SourceOffsets blockOffsets = new SourceOffsets();
    private int lastPartition = -1;
    private long lastOffset = -1;

    /** A new, empty batch. */
    public OpenBatch(long sequence, ObjectKey key, Origin origin, FormatId format, long openedAtMillis) {
        this(new BatchHeader(sequence, key, origin, format, openedAtMillis, Content.EMPTY, null), openedAtMillis);
    }

    /**
     * A batch as the block store has it, with an empty open block. One that was opened by a clock that was ahead ages from
     * now on.
     */
    public OpenBatch(BatchHeader header, long nowMillis) {
        sequence = header.sequence();
        if (header.isSealed()) {
            throw new IllegalArgumentException("batch " + sequence + " is sealed");
        }
        key = header.key();
        origin = header.origin();
        format = header.format();
        openedAtMillis = header.openedAtMillis();
        ageSinceMillis = Math.min(openedAtMillis, nowMillis);
        syncMarker = BlockWriter.syncMarker(key);
        Content content = header.content();
        blocks = content.blocks();
        records = content.records();
        rows = content.rows();
        minEventTimeMillis = content.eventTimes().minMillis();
        maxEventTimeMillis = content.eventTimes().maxMillis();
        offsetRanges = content.offsets().ranges();
        offsets = content.offsets();
        lookups = content.lookups();
    }

    /** Appends the rows of one record to the open block. */
    public void append(BatchRecord record) {
        int length = record.length();
        if (block.length - blockLength < length) {
            block = Arrays.copyOf(block, Math.max(blockLength + length, Math.max(FIRST_CAPACITY, 2 * block.length)));
        }
        System.arraycopy(record.bytes(), 0, block, blockLength, length);
        blockLength += length;
        blockRecords++;
        blockRows += record.rows();
        int partition = record.partition();
        long offset = record.offset();
        blockOffsets.add(partition, offset);
        records++;
        rows += record.rows();
        if (partition != lastPartition || offset != lastOffset + 1) {
            offsetRanges++;
            lastPartition = partition;
        }
        lastOffset = offset;
        long eventTimeMillis = record.eventTimeMillis();
        minEventTimeMillis = Math.min(minEventTimeMillis, eventTimeMillis);
        maxEventTimeMillis = Math.max(maxEventTimeMillis, eventTimeMillis);
    }

    /**
     * Why this batch should be sealed now, or null. Bytes count from the block store only: they are known after
     * compression.
     */
    public @Nullable SealReason due(RotationPolicy policy, long nowMillis) {
        if (records >= policy.maxRecords()) {
            return SealReason.RECORDS;
        }
        if (blocks.bytes() >= policy.maxBytes()) {
            return SealReason.BYTES;
        }
        if (offsetRanges >= MAX_OFFSET_RANGES) {
            return SealReason.OFFSET_RANGES;
        }
        return nowMillis - ageSinceMillis >= policy.maxAge().toMillis() ? SealReason.AGE : null;
    }

    /**
     * Writes the open block. Without open block nothing happens.
     *
     * @param writer of the batch's format
     * @param lookups how far the lookup tables have been read that the block's records were enriched from
     */
    public void drain(BlockWriter writer, LookupOffsets lookups) {
        if (blockRecords == 0) {
            return;
        }
        // The later ones: the batch may come from a process that was ahead of this one.
        this.lookups = this.lookups.max(lookups);
        requireOwn(writer.format());
        blocks = writer.write(sequence, blocks, syncMarker, blockRows, block, blockLength);
        offsets = offsets.plus(
                blockOffsets, offsetRanges, (index, entry) -> writer.sink().putOffsets(sequence, index, entry));
        blockOffsets.clear();
        blockLength = 0;
        blockRecords = 0;
        blockRows = 0;
    }

    private void requireOwn(FormatId other) {
        if (!format.equals(other)) {
            throw new IllegalStateException(
                    "batch " + sequence + " is of " + format + "; it takes no block of " + other);
        }
    }

    /** Gives the empty open block's memory back. */
    public void release() {
        if (blockRecords > 0) {
            throw new IllegalStateException("the open block of batch " + sequence + " holds records");
        }
        block = NOTHING;
    }

    /** The batch as of now; complete only when the open block has just been drained. */
    public BatchHeader header() {
        return header(null);
    }

    /** The batch, sealed. */
    public BatchHeader seal(SealReason reason, long nowMillis) {
        return header(new Seal(reason, nowMillis));
    }

    private BatchHeader header(@Nullable Seal seal) {
        if (blockRecords > 0) {
            throw new IllegalStateException(
                    "the open block of batch " + sequence + " holds records that are not stored");
        }
        TimeRange eventTimes = new TimeRange(minEventTimeMillis, maxEventTimeMillis);
        Content content = new Content(blocks, records, rows, eventTimes, offsets, lookups);
        return new BatchHeader(sequence, key, origin, format, openedAtMillis, content, seal);
    }

    public Origin origin() {
        return origin;
    }

    public FormatId format() {
        return format;
    }

    /** Bytes in the block store. */
    public long bytes() {
        return blocks.bytes();
    }

    /** Uncompressed bytes in the open block. */
    public int blockLength() {
        return blockLength;
    }

    public boolean hasOpenBlock() {
        return blockRecords > 0;
    }

    /** Heap held by the open block and its offsets, in bytes. */
    public int heldBytes() {
        return block.length + blockOffsets.heldBytes();
    }
}
