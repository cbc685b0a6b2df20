package dev.sluice.mapping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 (RFC 3629) without a String in between: encodes UTF-16, and tells valid bytes from others. */
final class Utf8 {

    static final int MAX_BYTES_PER_CHAR = 3;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Encodes UTF-16 at {@code at}; returns the end of what was written, or -1 if there is a lone surrogate. */
    static int encode(char[] chars, int from, int count, byte[] into, int at) {
        int end = from + count;
        int out = at;
        int i = from;
        while (i < end && chars[i] < 0x80) {
            into[out++] = (byte) chars[i++];
        }
        while (i < end) {
            char c = chars[i++];
            if (c < 0x80) {
                into[out++] = (byte) c;
            } else if (c < 0x800) {
                into[out++] = (byte) (0xC0 | c >> 6);
                into[out++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                into[out++] = (byte) (0xE0 | c >> 12);
                into[out++] = (byte) (0x80 | c >> 6 & 0x3F);
                into[out++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c) && i < end && Character.isLowSurrogate(chars[i])) {
                int point = Character.toCodePoint(c, chars[i++]);
                into[out++] = (byte) (0xF0 | point >> 18);
                into[out++] = (byte) (0x80 | point >> 12 & 0x3F);
                into[out++] = (byte) (0x80 | point >> 6 & 0x3F);
                into[out++] = (byte) (0x80 | point & 0x3F);
            } else {
                return -1;
            }
        }
        return out;
    }

    static boolean isValid(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            if (i <= bytes.length - Long.BYTES && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                i += Long.BYTES;
            } else if (bytes[i] >= 0) {
                i++;
            } else {
                int length = sequenceLength(bytes, i);
                if (length == 0) {
                    return false;
                }
                i += length;
            }
        }
        return true;
    }

    /** The length of the well-formed sequence of two bytes or more that starts here (Unicode 15, table 3-7), or 0. */
    private static int sequenceLength(byte[] bytes, int i) {
        int lead = bytes[i] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || bytes.length - i < length) {
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

    static int codePoints(byte[] bytes, int offset, int length) {
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }
}
