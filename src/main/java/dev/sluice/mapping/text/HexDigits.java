package dev.sluice.mapping.text;

import java.util.Arrays;

/** Hexadecimal digits in ASCII, of either case. */
public final class HexDigits {

    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < 16; value++) {
            VALUES[Character.forDigit(value, 16)] = (byte) value;
            VALUES[Character.toUpperCase(Character.forDigit(value, 16))] = (byte) value;
        }
    }

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private HexDigits() {}

    /**
     * Whether the eight bytes of a word are digits.
     *
     * <p>Of a byte below 0x80, adding 0x80 - n sets the high bit if it is n or more, and never carries.
     */
    static boolean areEight(long word) {
        long lower = word | 0x20 * EACH_BYTE;
        long digits = atLeast(word, '0') & ~atLeast(word, '9' + 1);
        long letters = atLeast(lower, 'a') & ~atLeast(lower, 'f' + 1);
        return (word & HIGH_BITS) == 0 && ((digits | letters) & HIGH_BITS) == HIGH_BITS;
    }

    private static long atLeast(long word, int least) {
        return word + (0x80 - least) * EACH_BYTE;
    }

    /** The number of up to 15 digits, or a negative number if one of them is no digit. */
    public static long values(byte[] text, int at, int count) {
        long number = 0;
        long signs = 0;
        for (int i = at; i < at + count; i++) {
            long value = VALUES[text[i] & 0xFF];
            signs |= value;
            number = number << 4 | value & 0xF;
        }
        return signs < 0 ? -1 : number;
    }
}
