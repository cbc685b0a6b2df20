package dev.sluice.verify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A stream that measures what is read from it, and remembers whether it broke off. */
final class MeasuredStream extends FilterInputStream {

    private final CRC32C crc = new CRC32C();
    private long bytes;
    private @Nullable Exception failure;

    MeasuredStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read;
        try {
            read = super.read(into, from, length);
        } catch (IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
        if (read > 0) {
            crc.update(into, from, read);
            bytes += read;
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(n, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** What broke the stream off; null if nothing did. */
    @Nullable
    Exception failure() {
        return failure;
    }

    long bytes() {
        return bytes;
    }

    int crc32c() {
        return (int) crc.getValue();
    }
}
