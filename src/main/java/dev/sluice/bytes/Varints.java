package dev.sluice.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Avro's int and long: zig-zag, then base-128 with the low group first (Avro 1.12 specification, "Binary Encoding"). */
public final class Varints {

    /** The most bytes that a long takes. */
    public static final int MAX_BYTES = 10;

    private Varints() {}

    /** Writes into an array with room for {@link #MAX_BYTES} from {@code at} on; returns the end of what was written. */
    public static int write(long value, byte[] into, int at) {
        long rest = (value << 1) ^ (value >> 63);
        int end = at;
        while ((rest & ~0x7FL) != 0) {
            into[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        into[end++] = (byte) rest;
        return end;
    }

    /** Writes to a stream. */
    public static void write(long value, ByteArrayOutputStream out) {
        byte[] bytes = new byte[MAX_BYTES];
        out.write(bytes, 0, write(value, bytes, 0));
    }

    /**
     * Reads what was written.
     *
     * @throws IllegalStateException if it is longer than any long
     */
    public static long read(ByteBuffer in) {
        long zigZag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte group = in.get();
            zigZag |= (long) (group & 0x7f) << shift;
            if (group >= 0) {
                return (zigZag >>> 1) ^ -(zigZag & 1);
            }
        }
        throw new IllegalStateException("a variable-length integer is longer than 10 bytes");
    }
}
