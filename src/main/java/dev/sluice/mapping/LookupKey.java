package dev.sluice.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 bytes with equality: the key of a lookup row.
 *
 * <p>Keys from {@link #of} never change. The converter probes tables with one key of its own that it refills, so that a
 * lookup allocates nothing.
 */
public final class LookupKey implements Comparable<LookupKey> {

    private byte[] bytes;
    private int length;

    private LookupKey(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** A key of a copy of these bytes. */
    public static LookupKey of(byte[] utf8) {
        return new LookupKey(utf8.clone(), utf8.length);
    }

    static LookupKey of(byte[] utf8, int offset, int length) {
        return new LookupKey(Arrays.copyOfRange(utf8, offset, offset + length), length);
    }

    static LookupKey of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return new LookupKey(utf8, utf8.length);
    }

    static LookupKey probe() {
        return new LookupKey(new byte[64], 0);
    }

    void clear() {
        length = 0;
    }

    void append(byte[] from, int offset, int count) {
        ensureRoomFor(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void append(byte b) {
        ensureRoomFor(1);
        bytes[length++] = b;
    }

    private void ensureRoomFor(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LookupKey key && Arrays.equals(bytes, 0, length, key.bytes, 0, key.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Keeps hash tables fast under keys that were made to have the same hash. */
    @Override
    public int compareTo(LookupKey other) {
        return Arrays.compareUnsigned(bytes, 0, length, other.bytes, 0, other.length);
    }

    /** The length alone: keys may be personal data. */
    @Override
    public String toString() {
        return "LookupKey of " + length + " bytes";
    }
}
