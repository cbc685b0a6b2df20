package dev.sluice.mapping;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A view of one JSON value: what kind it is and where its UTF-8 bytes lie. Refilled for each field. */
final class Value {

    static final byte ABSENT = 0;
    static final byte NULL = 1;
    static final byte FALSE = 2;
    static final byte TRUE = 3;
    static final byte NUMBER = 4;
    static final byte STRING = 5;
    static final byte OBJECT = 6;
    static final byte ARRAY = 7;
    /** A string that is no Unicode text: it holds a lone surrogate, or bytes that are no UTF-8. */
    static final byte BROKEN_STRING = 8;
    /** A number that was computed, or is no text: it stands in the conversion's decimal. */
    static final byte COMPUTED = 9;

    /** Sets of kinds, one {@link #bit} each. */
    static final int NUMBERS = bit(NUMBER) | bit(COMPUTED);

    static final int TEXT = bit(STRING);

    private static final byte[] NONE = {};

    byte kind = ABSENT;
    byte[] bytes = NONE;
    int offset;
    int length;
    /** The number that the bytes say, where somebody has read it already. */
    @Nullable
    Decimal number;

    static int bit(byte kind) {
        return 1 << kind;
    }

    void set(byte kind, byte[] bytes, int offset, int length) {
        this.kind = kind;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.number = null;
    }

    void setNothing(byte kind) {
        set(kind, NONE, 0, 0);
    }

    void setText(byte @Nullable [] utf8) {
        if (utf8 == null) {
            setNothing(ABSENT);
        } else {
            set(Utf8.isValid(utf8) ? STRING : BROKEN_STRING, utf8, 0, utf8.length);
        }
    }

    /** Sets a value that stands in the schema. */
    void setConstant(Object constant) {
        if (constant instanceof Boolean truth) {
            setNothing(truth ? TRUE : FALSE);
        } else {
            byte[] text = constant.toString().getBytes(StandardCharsets.UTF_8);
            set(constant instanceof Number ? NUMBER : STRING, text, 0, text.length);
        }
    }

    /** Whether it is a string or a number's literal. */
    boolean isText() {
        return kind == STRING || kind == NUMBER;
    }

    boolean isNothing() {
        return kind == ABSENT || kind == NULL;
    }

    int end() {
        return offset + length;
    }

    /** What the value looks like, without any of it. */
    String shape() {
        return switch (kind) {
            case ABSENT -> "absent";
            case NULL -> "null";
            case FALSE, TRUE -> "a boolean";
            case NUMBER -> numberShape();
            case STRING -> "a string of " + counted(Utf8.codePoints(bytes, offset, length), "character");
            case BROKEN_STRING -> "a string that is no Unicode text";
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            default -> "a computed number";
        };
    }

    private String numberShape() {
        int point = -1;
        for (int i = offset; i < end(); i++) {
            if (bytes[i] == 'e' || bytes[i] == 'E') {
                return "a number with an exponent";
            }
            if (bytes[i] == '.') {
                point = i;
            }
        }
        if (point >= 0) {
            return "a number with " + counted(end() - point - 1, "decimal");
        }
        int digits = bytes[offset] == '-' ? length - 1 : length;
        return "an integer of " + counted(digits, "digit");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
