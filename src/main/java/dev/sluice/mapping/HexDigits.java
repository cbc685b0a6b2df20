package dev.sluice.mapping;

import java.util.Arrays;

/** Hexadecimal digits in ASCII, of either case. */
final class HexDigits {

    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < 16; value++) {
            VALUES[Character.forDigit(value, 16)] = (byte) value;
            VALUES[Character.toUpperCase(Character.forDigit(value, 16))] = (byte) value;
        }
    }

    private HexDigits() {}

    /** The number of up to 15 digits, or a negative number if one of them is none. */
    static long values(byte[] text, int at, int count) {
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
