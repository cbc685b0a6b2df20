package dev.sluice.batch;

import dev.sluice.batch.header.BatchHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/** The bytes of a batch, one chunk in memory at a time. */
final class ChunkStream extends InputStream {

    private final BlockStore store;
    private final BatchHeader batch;
    private final BooleanSupplier isClosing;
    private int nextIndex;
    private ByteBuffer rest = ByteBuffer.allocate(0);

    ChunkStream(BlockStore store, BatchHeader batch, BooleanSupplier isClosing) {
        this.store = store;
        this.batch = batch;
        this.isClosing = isClosing;
    }

    private boolean hasMore() throws IOException {
        while (!rest.hasRemaining()) {
            if (nextIndex == batch.content().blocks().chunks()) {
                return false;
            }
            if (isClosing.getAsBoolean()) {
                throw new IOException("the task has left this process; its next owner uploads " + batch.key());
            }
            rest = ByteBuffer.wrap(store.chunk(batch.sequence(), nextIndex++));
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? rest.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int read = Math.min(length, rest.remaining());
        rest.get(into, from, read);
        return read;
    }
}
