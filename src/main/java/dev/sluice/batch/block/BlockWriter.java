package dev.sluice.batch.block;

import dev.sluice.batch.header.Content.Blocks;
import dev.sluice.batch.header.FormatId;
import dev.sluice.batch.header.ObjectKey;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes one task's blocks, as chunks of the Avro files that their batches are.
 *
 * <p>An object's bytes are its chunks' bytes, one after the other. The first chunk is the file's header; each further
 * one is a block, or, where a block is larger than {@link #MAX_CHUNK_BYTES}, a part of it. Not thread-safe.
 */
public final class BlockWriter implements AutoCloseable {

    /** Half of Kafka's default limit of a message. */
    public static final int MAX_CHUNK_BYTES = 512 * 1024;

    private final FileFormat format;
    private final FormatId id;
    private final BlockSink sink;
    private final BlockCompressor compressor;
    private final CRC32C crc = new CRC32C();

    /** A writer of blocks of this format, which go to {@code sink}. */
    public BlockWriter(FileFormat format, BlockSink sink) {
        this.format = format;
        this.sink = sink;
        id = format.id();
        compressor = new BlockCompressor(format.codec());
    }

    /** The format of its blocks. */
    public FormatId format() {
        return id;
    }

    /** Where they go. */
    public BlockSink sink() {
        return sink;
    }

    /** The marker between the blocks of the object that is to have this key. */
    public static byte[] syncMarker(ObjectKey key) {
        return ContainerFile.syncMarker(key);
    }

    /**
     * Writes a block, after the file's header where it is the first.
     *
     * @param before what is written of the batch
     * @param rows how many encoded rows the block has; without any there is none
     * @param block their bytes, up to {@code length}
     * @return what is written now
     */
    public Blocks write(long sequence, Blocks before, byte[] syncMarker, int rows, byte[] block, int length) {
        Blocks written = before;
        if (written.chunks() == 0) {
            written = put(sequence, written, ContainerFile.header(format.schema(), format.codec(), syncMarker));
        }
        if (rows == 0) {
            return written;
        }
        int compressedLength = compressor.compress(block, length);
        byte[] framed = ContainerFile.block(rows, compressor.compressed(), compressedLength, syncMarker);
        if (framed.length <= MAX_CHUNK_BYTES) {
            return put(sequence, written, framed);
        }
        for (int from = 0; from < framed.length; from += MAX_CHUNK_BYTES) {
            int to = Math.min(from + MAX_CHUNK_BYTES, framed.length);
            written = put(sequence, written, Arrays.copyOfRange(framed, from, to));
        }
        return written;
    }

    private Blocks put(long sequence, Blocks before, byte[] chunk) {
        sink.putChunk(sequence, before.chunks(), chunk);
        crc.reset();
        crc.update(chunk, 0, chunk.length);
        return before.plus(chunk.length, (int) crc.getValue());
    }

    @Override
    public void close() {
        compressor.close();
    }
}
