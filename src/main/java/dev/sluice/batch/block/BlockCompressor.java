package dev.sluice.batch.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.xerial.snappy.Snappy;

/**
 * Compresses one block at a time, keeping its codec's context and its output buffer from block to block.
 *
 * <p>Not thread-safe: each task has its own. Byte for byte what Avro's own codecs read.
 */
public final class BlockCompressor implements AutoCloseable {

    /** A rare record of megabytes, which is a block of its own, is not to cost its size in each task for ever. */
    static final int MOST_KEPT_BYTES = 1024 * 1024;

    private final Method method;
    private byte[] compressed = new byte[0];

    public BlockCompressor(BlockCodec codec) {
        method = switch (codec.kind()) {
            case NULL -> new Stored();
            case DEFLATE -> new Deflate(codec.level());
            case SNAPPY -> new SnappyWithChecksum();
            case ZSTANDARD -> new Zstandard(codec.level());
        };
    }

    /**
     * Compresses the first {@code length} bytes of {@code raw}; the result stands in {@link #compressed()} until the
     * next call.
     */
    int compress(byte[] raw, int length) {
        int bound = method.bound(length);
        if (compressed.length < bound || compressed.length > Math.max(MOST_KEPT_BYTES, 4 * (long) bound)) {
            compressed = new byte[bound];
        }
        return method.compress(raw, length, compressed);
    }

    byte[] compressed() {
        return compressed;
    }

    @Override
    public void close() {
        method.close();
    }

    private interface Method {
        int bound(int length);

        int compress(byte[] raw, int length, byte[] into);

        default void close() {}
    }

    private static final class Stored implements Method {
        @Override
        public int bound(int length) {
            return length;
        }

        @Override
        public int compress(byte[] raw, int length, byte[] into) {
            System.arraycopy(raw, 0, into, 0, length);
            return length;
        }
    }

    /** RFC 1951 without the zlib wrapping, as the Avro specification asks. */
    private static final class Deflate implements Method {
        private final Deflater deflater;

        Deflate(int level) {
            deflater = new Deflater(level, true);
        }

        @Override
        public int bound(int length) {
            // More than zlib's deflateBound() and than zlib-ng's, which spends up to nine bits on a byte at level 1.
            return length + (length >> 3) + 64;
        }

        @Override
        public int compress(byte[] raw, int length, byte[] into) {
            deflater.reset();
            deflater.setInput(raw, 0, length);
            deflater.finish();
            int written = deflater.deflate(into, 0, into.length, Deflater.NO_FLUSH);
            if (!deflater.finished()) {
                throw new IllegalStateException("deflate wants more than its bound of " + into.length + " bytes");
            }
            return written;
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    /** Snappy, followed by the big-endian CRC-32 of the uncompressed bytes. */
    private static final class SnappyWithChecksum implements Method {
        private final CRC32 crc = new CRC32();

        @Override
        public int bound(int length) {
            return Snappy.maxCompressedLength(length) + Integer.BYTES;
        }

        @Override
        public int compress(byte[] raw, int length, byte[] into) {
            int written;
            try {
                written = Snappy.compress(raw, 0, length, into, 0);
            } catch (IOException e) {
                throw new UncheckedIOException("snappy refused a block of " + length + " bytes", e);
            }
            crc.reset();
            crc.update(raw, 0, length);
            ByteBuffer.wrap(into, written, Integer.BYTES).putInt((int) crc.getValue());
            return written + Integer.BYTES;
        }
    }

    private static final class Zstandard implements Method {
        private final ZstdCompressCtx context;

        Zstandard(int level) {
            context = new ZstdCompressCtx().setLevel(level);
        }

        @Override
        public int bound(int length) {
            return Math.toIntExact(Zstd.compressBound(length));
        }

        @Override
        public int compress(byte[] raw, int length, byte[] into) {
            return context.compressByteArray(into, 0, into.length, raw, 0, length);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
