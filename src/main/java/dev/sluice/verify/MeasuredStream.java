package dev.sluice.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of an object with their CRC-32C and their number; it remembers what broke it off. */
final class MeasuredStream extends CheckedInputStream {

    private long bytes;
    private @Nullable Exception failure;

    MeasuredStream(InputStream in) {
        super(in, new CRC32C());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            int read = super.read(into, from, length);
            bytes += Math.max(0, read);
            return read;
        } catch (IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** Does nothing: a reader of rows closes this, and the bytes behind the rows are read after that. */
    @Override
    public void close() {}

    /** What broke the stream off; null if nothing did. */
    @Nullable
    Exception failure() {
        return failure;
    }

    long bytes() {
        return bytes;
    }

    int crc32c() {
        return (int) getChecksum().getValue();
    }
}
