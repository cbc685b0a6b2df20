package dev.sluice.mapping.lookup;

import dev.sluice.bytes.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 bytes with equality: the key of a lookup row.
 *
 * <p>Keys from {@link #of} never change. The converter probes tables with one key of its own that it refills, so that a
 * lookup allocates nothing. Bytes are compared eight at a time: the array's length is a multiple of that, and what
 * follows the key in its last eight is zero.
 */
public final class LookupKey implements Comparable<LookupKey> {

    /** Odd, with its bits well mixed: 2^64 divided by the golden ratio (Knuth, TAOCP 3, section 6.4). */
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private byte[] bytes;
    private int length;

    private LookupKey(int capacity) {
        this.bytes = new byte[wholeWords(capacity)];
    }

    /** A key of a copy of these bytes. */
    public static LookupKey of(byte[] utf8) {
        return of(utf8, 0, utf8.length);
    }

    public static LookupKey of(byte[] utf8, int offset, int length) {
        LookupKey key = new LookupKey(length);
        key.append(utf8, offset, length);
        return key;
    }

    public static LookupKey of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static LookupKey probe() {
        return new LookupKey(64);
    }

    private static int wholeWords(int count) {
        return count + Long.BYTES - 1 & -Long.BYTES;
    }

    public void clear() {
        length = 0;
    }

    public void append(byte[] from, int offset, int count) {
        ensureRoomFor(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    public void append(byte b) {
        ensureRoomFor(1);
        bytes[length++] = b;
    }

    /** Also clears the last word, unless this key has begun it. */
    private void ensureRoomFor(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, wholeWords(Math.max(2 * bytes.length, length + count)));
        }
        int lastWord = length + count & -Long.BYTES;
        if (lastWord >= length && lastWord < bytes.length) {
            LittleEndian.set(bytes, lastWord, 0L);
        }
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof LookupKey key) || length != key.length) {
            return false;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            if (LittleEndian.get(bytes, i) != LittleEndian.get(key.bytes, i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        long hash = length;
        for (int i = 0; i < length; i += Long.BYTES) {
            hash = (hash ^ LittleEndian.get(bytes, i)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return (int) hash;
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
