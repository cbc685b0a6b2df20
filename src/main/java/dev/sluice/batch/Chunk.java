package dev.sluice.batch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * One entry of the block store: a run of an object's bytes, and which source offsets came to the object with it.
 *
 * <p>An object's bytes are its chunks' bytes, one after the other. The first chunk is the file's header; each further
 * one is a block, or, where a block is larger than {@link #MAX_BYTES}, a part of it.
 */
public record Chunk(SourceOffsets offsets, ByteBuffer bytes) {

    /**
     * Leaves half of Kafka's default limit of 1 MiB, or nearly, to the offsets, of which a batch has a bounded number.
     */
    static final int MAX_BYTES = 512 * 1024;

    static byte[] encode(SourceOffsets offsets, byte[] bytes, int from, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 32);
        offsets.writeTo(out);
        out.write(bytes, from, length);
        return out.toByteArray();
    }

    /** Reads a stored chunk; its bytes are a view. */
    public static Chunk decode(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        return new Chunk(SourceOffsets.readFrom(in), in.slice());
    }
}
