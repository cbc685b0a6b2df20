package dev.sluice.mapping.json;

import dev.sluice.mapping.text.HexDigits;
import dev.sluice.mapping.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The escapes in JSON strings (RFC 8259, section 7). */
public final class JsonEscapes {

    private static final int SHORT = 2;
    private static final int UNICODE = 6;

    private JsonEscapes() {}

    /**
     * The length of the escape whose backslash is at {@code i}, in a text that ends at {@code to}; 0 if it is no escape.
     */
    static int length(byte[] json, int i, int to) {
        int letter = i + 1 < to ? json[i + 1] : -1;
        if (letter != 'u') {
            return letter >= 0 && "\"\\/bfnrt".indexOf(letter) >= 0 ? SHORT : 0;
        }
        return to - i >= UNICODE && codeUnit(json, i) >= 0 ? UNICODE : 0;
    }

    /**
     * Writes a string with all its escapes resolved, which takes no more room than before.
     *
     * @param from the first byte of a string whose escapes are valid, without its quote
     * @return the end of what was written, or -1 if an escape is a lone surrogate
     */
    static int resolve(byte[] json, int from, int to, byte[] into, int at) {
        int out = at;
        int i = from;
        while (i < to) {
            if (json[i] != '\\') {
                into[out++] = json[i++];
            } else if (json[i + 1] != 'u') {
                into[out++] = resolved(json[i + 1]);
                i += SHORT;
            } else {
                int point = codePoint(json, i, to);
                if (point < 0) {
                    return -1;
                }
                out = Utf8.encode(point, into, out);
                i += point < Character.MIN_SUPPLEMENTARY_CODE_POINT ? UNICODE : 2 * UNICODE;
            }
        }
        return out;
    }

    /** A text as a JSON string, with its quotes, and with the escapes that it must have. */
    public static byte[] quoted(byte[] text, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from + 2);
        out.write('"');
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == '"' || b == '\\') {
                out.write('\\');
                out.write(b);
            } else if (b >= 0 && b < ' ') {
                out.writeBytes("\\u%04x".formatted(b).getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(b);
            }
        }
        out.write('"');
        return out.toByteArray();
    }

    private static byte resolved(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    /**
     * The code point of the escape at {@code i}, or of the surrogate pair that starts there; -1 if it is half of one.
     */
    private static int codePoint(byte[] json, int i, int to) {
        char unit = (char) codeUnit(json, i);
        if (!Character.isSurrogate(unit)) {
            return unit;
        }
        int next = i + UNICODE;
        if (to - next < UNICODE || json[next] != '\\' || json[next + 1] != 'u') {
            return -1;
        }
        char low = (char) codeUnit(json, next);
        return Character.isSurrogatePair(unit, low) ? Character.toCodePoint(unit, low) : -1;
    }

    /** The number of the four digits after the {@code u}, or negative if they are not all digits. */
    private static int codeUnit(byte[] json, int i) {
        return (int) HexDigits.values(json, i + SHORT, UNICODE - SHORT);
    }
}
