package dev.sluice.mapping.text;

import dev.sluice.bytes.LittleEndian;

/** UTF-8 (RFC 3629) without a String in between: encodes code points, and tells valid bytes from others. */
public final class Utf8 {

    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Encodes a code point at {@code at}; returns the end of what was written. */
    public static int encode(int point, byte[] into, int at) {
        int out = at;
        if (point < 0x80) {
            into[out++] = (byte) point;
            return out;
        }
        if (point < 0x800) {
            into[out++] = (byte) (0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                into[out++] = (byte) (0xE0 | point >> 12);
            } else {
                into[out++] = (byte) (0xF0 | point >> 18);
                into[out++] = (byte) (0x80 | point >> 12 & 0x3F);
            }
            into[out++] = (byte) (0x80 | point >> 6 & 0x3F);
        }
        into[out++] = (byte) (0x80 | point & 0x3F);
        return out;
    }

    public static boolean isValid(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            if (i <= bytes.length - Long.BYTES && (LittleEndian.get(bytes, i) & HIGH_BITS) == 0) {
                i += Long.BYTES;
            } else if (bytes[i] >= 0) {
                i++;
            } else {
                int length = sequenceLength(bytes, i, bytes.length);
                if (length == 0) {
                    return false;
                }
                i += length;
            }
        }
        return true;
    }

    /**
     * The length of the well-formed sequence of two bytes or more that starts at {@code i} and ends by {@code to}
     * (Unicode 15, table 3-7), or 0.
     */
    public static int sequenceLength(byte[] bytes, int i, int to) {
        int lead = bytes[i] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || to - i < length) {
            return 0;
        }
        int second = bytes[i + 1] & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    public static int codePoints(byte[] bytes, int offset, int length) {
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }
}
