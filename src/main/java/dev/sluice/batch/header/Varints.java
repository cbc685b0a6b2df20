package dev.sluice.batch.header;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Avro's long: zig-zag, then base-128 with the low group first (Avro 1.12 specification, "Binary Encoding"). */
public final class Varints {

    private Varints() {}

    public static void write(long value, ByteArrayOutputStream out) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

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
