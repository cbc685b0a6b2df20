package dev.sluice.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one long, the first byte lowest. */
public final class LittleEndian {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    public static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    public static void set(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }
}
