package dev.sluice.batch;

import dev.sluice.batch.BatchHeader.Seal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch that still takes records: the counts of what is in the block store, and the open block, in memory.
 *
 * <p>Not thread-safe: it belongs to one task.
 */
public final class OpenBatch {

    /**
     * A manifest record lists every range of source offsets. Where many partition paths interleave, each record is a
     * range of its own; this many keep the manifest record below Kafka's default limit of 1 MiB.
     */
    static final int MAX_OFFSET_RANGES = 100_000;

    private static final byte[] NOTHING = {};
    private static final int FIRST_CAPACITY = 4 * 1024;

    private final long sequence;
    private final String key;
    private final String topic;
    private final String partitionPath;
    private final String schemaFingerprint;
    private final String codec;
    private final byte[] syncMarker;
    private final long openedAtMillis;

    private int chunks;
    private long records;
    private long bytes;
    private long minEventTimeMillis;
    private long maxEventTimeMillis;
    private int offsetRanges;
    private LookupOffsets lookups = LookupOffsets.NONE;

    private byte[] block = NOTHING;
    private int blockLength;
    private int blockRecords;
    private final SourceOffsets blockOffsets = new SourceOffsets();
    private int lastPartition = -1;
    private long lastOffset = -1;

    /** Receives the chunks of a batch, in order. */
    @FunctionalInterface
    public interface ChunkSink {

        /** @param fileBytes how many of the object's bytes the chunk holds */
        void put(long sequence, int index, byte[] chunk, int fileBytes);
    }

    /** A new, empty batch. */
    public OpenBatch(
            long sequence, String key, String topic, String partitionPath, FileFormat format, long openedAtMillis) {
        this(sequence, key, topic, partitionPath, format.schemaFingerprint(), format.codecName(), openedAtMillis);
    }

    private OpenBatch(
            long sequence,
            String key,
            String topic,
            String partitionPath,
            String schemaFingerprint,
            String codec,
            long openedAtMillis) {
        this.sequence = sequence;
        this.key = key;
        this.topic = topic;
        this.partitionPath = partitionPath;
        this.schemaFingerprint = schemaFingerprint;
        this.codec = codec;
        this.openedAtMillis = openedAtMillis;
        this.syncMarker = ContainerFile.syncMarker(key);
        this.minEventTimeMillis = Long.MAX_VALUE;
        this.maxEventTimeMillis = Long.MIN_VALUE;
    }

    /** A batch as the block store has it, with an empty open block. */
    public OpenBatch(BatchHeader header) {
        this(
                header.sequence(),
                header.key(),
                header.topic(),
                header.partitionPath(),
                header.schemaFingerprint(),
                header.codec(),
                header.openedAtMillis());
        if (header.isSealed()) {
            throw new IllegalArgumentException("batch " + sequence + " is sealed");
        }
        chunks = header.chunks();
        records = header.records();
        bytes = header.bytes();
        minEventTimeMillis = header.minEventTimeMillis();
        maxEventTimeMillis = header.maxEventTimeMillis();
        offsetRanges = header.offsetRanges();
        lookups = header.lookups();
    }

    /** Appends one encoded record to the open block. */
    public void append(byte[] record, int length, int partition, long offset, long eventTimeMillis) {
        if (block.length - blockLength < length) {
            block = Arrays.copyOf(block, Math.max(blockLength + length, Math.max(FIRST_CAPACITY, 2 * block.length)));
        }
        System.arraycopy(record, 0, block, blockLength, length);
        blockLength += length;
        blockRecords++;
        blockOffsets.add(partition, offset);
        records++;
        if (partition != lastPartition || offset != lastOffset + 1) {
            offsetRanges++;
            lastPartition = partition;
        }
        lastOffset = offset;
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
        if (bytes >= policy.maxBytes()) {
            return SealReason.BYTES;
        }
        if (offsetRanges >= MAX_OFFSET_RANGES) {
            return SealReason.OFFSET_RANGES;
        }
        return nowMillis - openedAtMillis >= policy.maxAge().toMillis() ? SealReason.AGE : null;
    }

    /**
     * Compresses the open block and hands it to {@code sink} as chunks; the file's header goes first. Without open
     * block nothing happens.
     *
     * @param format the batch's own
     * @param lookups how far the lookup tables have been read that the block's records were enriched from
     */
    public void drain(FileFormat format, LookupOffsets lookups, BlockCompressor compressor, ChunkSink sink) {
        if (blockRecords == 0) {
            return;
        }
        // The later ones: the batch may come from a process that was ahead of this one.
        this.lookups = this.lookups.max(lookups);
        requireOwn(format);
        if (chunks == 0) {
            byte[] header = ContainerFile.header(format.schema(), format.codec(), syncMarker);
            put(sink, new SourceOffsets(), header, 0, header.length);
        }
        int compressedLength = compressor.compress(block, blockLength);
        byte[] framed = ContainerFile.block(blockRecords, compressor.compressed(), compressedLength, syncMarker);
        for (int from = 0; from < framed.length; from += Chunk.MAX_BYTES) {
            int length = Math.min(Chunk.MAX_BYTES, framed.length - from);
            put(sink, blockOffsets, framed, from, length);
            blockOffsets.clear();
        }
        blockLength = 0;
        blockRecords = 0;
    }

    private void put(ChunkSink sink, SourceOffsets offsets, byte[] content, int from, int length) {
        sink.put(sequence, chunks++, Chunk.encode(offsets, content, from, length), length);
        bytes += length;
    }

    private void requireOwn(FileFormat format) {
        if (!schemaFingerprint.equals(format.schemaFingerprint()) || !codec.equals(format.codecName())) {
            throw new IllegalStateException("batch " + sequence + " has schema " + schemaFingerprint + " and codec "
                    + codec + "; it takes no block of schema " + format.schemaFingerprint() + " and codec "
                    + format.codecName());
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
        return new BatchHeader(
                sequence,
                key,
                topic,
                partitionPath,
                schemaFingerprint,
                codec,
                openedAtMillis,
                chunks,
                records,
                bytes,
                minEventTimeMillis,
                maxEventTimeMillis,
                offsetRanges,
                lookups,
                seal);
    }

    public String topic() {
        return topic;
    }

    public String partitionPath() {
        return partitionPath;
    }

    public String schemaFingerprint() {
        return schemaFingerprint;
    }

    /** The codec by its Avro name. */
    public String codec() {
        return codec;
    }

    /** Bytes in the block store. */
    public long bytes() {
        return bytes;
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
