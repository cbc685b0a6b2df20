package dev.sluice.mapping.text;

import dev.sluice.bytes.LittleEndian;
import java.nio.charset.StandardCharsets;

/** A UUID in the form of RFC 9562: 8-4-4-4-12 hexadecimal digits of either case. */
public final class UuidText {

    private static final int LENGTH = 36;
    /** Turns the dash that is the fifth byte of a word into a digit. */
    private static final long DASH_TO_DIGIT = (long) ('-' ^ '0') << 4 * Byte.SIZE;

    private UuidText() {}

    /** Whether a text in ASCII, of which there may be more, is a UUID. */
    public static boolean isUuid(byte[] text, int at, int length) {
        return length == LENGTH
                && text[at + 8] == '-'
                && text[at + 13] == '-'
                && text[at + 18] == '-'
                && text[at + 23] == '-'
                && HexDigits.areEight(LittleEndian.get(text, at))
                && HexDigits.areEight(LittleEndian.get(text, at + 9) ^ DASH_TO_DIGIT)
                && HexDigits.areEight(LittleEndian.get(text, at + 14) ^ DASH_TO_DIGIT)
                && HexDigits.areEight(LittleEndian.get(text, at + 19) ^ DASH_TO_DIGIT)
                && HexDigits.areEight(LittleEndian.get(text, at + 24))
                && HexDigits.areEight(LittleEndian.get(text, at + 28));
    }

    public static boolean isUuid(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return isUuid(utf8, 0, utf8.length);
    }

    /** The first eight bytes of a text that is a UUID. */
    public static long high(byte[] text, int at) {
        return HexDigits.values(text, at, 8) << 32
                | HexDigits.values(text, at + 9, 4) << 16
                | HexDigits.values(text, at + 14, 4);
    }

    /** The last eight bytes of a text that is a UUID. */
    public static long low(byte[] text, int at) {
        return HexDigits.values(text, at + 19, 4) << 48 | HexDigits.values(text, at + 24, 12);
    }
}
