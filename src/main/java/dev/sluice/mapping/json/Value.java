package dev.sluice.mapping.json;

import dev.sluice.mapping.text.Decimal;
import dev.sluice.mapping.text.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A view of one JSON value: what kind it is and where its UTF-8 bytes lie. Refilled for each field. */
public final class Value {

    public static final byte ABSENT = 0;
    public static final byte NULL = 1;
    public static final byte FALSE = 2;
    public static final byte TRUE = 3;
    public static final byte NUMBER = 4;
    public static final byte STRING = 5;
    public static final byte OBJECT = 6;
    public static final byte ARRAY = 7;
    /** A string that is no Unicode text: it holds a lone surrogate, or bytes that are no UTF-8. */
    public static final byte BROKEN_STRING = 8;
    /** A number that was computed, or is no text: it stands in the conversion's decimal. */
    public static final byte COMPUTED = 9;

    /** Sets of kinds, one {@link #bit} each. */
    public static final int NUMBERS = bit(NUMBER) | bit(COMPUTED);

    public static final int TEXT = bit(STRING);

    private static final byte[] NONE = {};

    private byte kind = ABSENT;
    private byte[] bytes = NONE;
    private int offset;
    private int length;
    private @Nullable Decimal number;
    private boolean isConstant;

    /** One of the kinds above. */
    public byte kind() {
        return kind;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** The number that the bytes say, where it has been read already. */
    public @Nullable Decimal number() {
        return number;
    }

    public static int bit(byte kind) {
        return 1 << kind;
    }

    public void set(byte kind, byte[] bytes, int offset, int length) {
        set(kind, bytes, offset, length, null);
    }

    /** Takes another value. */
    public void set(Value other) {
        set(other.kind, other.bytes, other.offset, other.length, other.number);
        isConstant = other.isConstant;
    }

    /** @param number what the bytes say, if it is known */
    public void set(byte kind, byte[] bytes, int offset, int length, @Nullable Decimal number) {
        this.kind = kind;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.number = number;
        this.isConstant = false;
    }

    /** Whether it stands in the schema: then it is written as its type is by default, whatever the records send. */
    public boolean isConstant() {
        return isConstant;
    }

    public void setNothing(byte kind) {
        set(kind, NONE, 0, 0);
    }

    public void setText(byte @Nullable [] utf8) {
        if (utf8 == null) {
            setNothing(ABSENT);
        } else {
            set(Utf8.isValid(utf8) ? STRING : BROKEN_STRING, utf8, 0, utf8.length);
        }
    }

    /** Sets a value that stands in the schema. */
    public void setConstant(Object constant) {
        if (constant instanceof Boolean truth) {
            setNothing(truth ? TRUE : FALSE);
        } else {
            byte[] text = constant.toString().getBytes(StandardCharsets.UTF_8);
            set(constant instanceof Number ? NUMBER : STRING, text, 0, text.length);
        }
        isConstant = true;
    }

    /** Sets a number that stands in the schema as a string. */
    public void setNumber(String literal) {
        byte[] text = literal.getBytes(StandardCharsets.UTF_8);
        set(NUMBER, text, 0, text.length);
    }

    /** Whether it is a string or a number's literal. */
    public boolean isText() {
        return kind == STRING || kind == NUMBER;
    }

    public boolean isNothing() {
        return kind == ABSENT || kind == NULL;
    }

    public int end() {
        return offset + length;
    }

    /** What the value looks like, without any of it. */
    public String shape() {
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
