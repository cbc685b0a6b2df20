package dev.sluice.mapping.plan;

import java.util.Arrays;

/** Base64 (RFC 4648, section 4): padded, canonical, without line breaks. */
public final class Base64Text {

    private static final byte[] DIGITS = new byte[256];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            DIGITS[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Base64Text() {}

    /** The number of bytes that a text of that length decodes to if it is Base64, or -1 if its length forbids that. */
    public static int decodedLength(byte[] text, int offset, int length) {
        if (length % 4 != 0) {
            return -1;
        }
        int end = offset + length;
        int padding = length == 0 || text[end - 1] != '=' ? 0 : text[end - 2] != '=' ? 1 : 2;
        return length / 4 * 3 - padding;
    }

    /** Writes the decoded bytes; returns whether the text is Base64. */
    public static boolean decode(byte[] text, int offset, int decodedLength, EncodedRecord out) {
        int at = offset;
        int left = decodedLength;
        while (left > 0) {
            int bits = 0;
            int digits = Math.min(left, 3) + 1;
            for (int i = 0; i < digits; i++) {
                int digit = DIGITS[text[at + i] & 0xFF];
                if (digit < 0) {
                    return false;
                }
                bits |= digit << 18 - 6 * i;
            }
            int count = digits - 1;
            if ((bits & 0xFFFFFF >>> 8 * count) != 0) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                out.writeByte(bits >>> 16 - 8 * i);
            }
            at += 4;
            left -= count;
        }
        return true;
    }
}
