package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Value;
import java.util.regex.Pattern;

/**
 * A text under a regular expression, refilled for each value.
 *
 * <p>Some expressions take exponential time on some texts, and texts come from strangers. So a match may look at
 * characters only so often, and a text has only so many of them, which bounds the matcher's recursion too.
 */
public final class PatternText implements CharSequence {

    public static final int MAX_CHARS = 1_000;
    private static final int MAX_LOOKS = 1_000_000;

    private final char[] chars = new char[MAX_CHARS];
    private int length;
    private int looks;

    /** Whether the whole of a valid UTF-8 text matches; false as well if that cannot be told within the limits. */
    public boolean matches(Pattern pattern, Value text) {
        if (!fill(text)) {
            return false;
        }
        try {
            return pattern.matcher(this).matches();
        } catch (TooManyLooksException | StackOverflowError e) {
            return false;
        }
    }

    private boolean fill(Value text) {
        length = 0;
        looks = 0;
        int at = text.offset;
        while (at < text.end()) {
            int lead = text.bytes[at] & 0xFF;
            int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
            int point = more == 0 ? lead : lead & 0x3F >> more;
            for (int i = 1; i <= more; i++) {
                point = point << 6 | text.bytes[at + i] & 0x3F;
            }
            if (length + Character.charCount(point) > MAX_CHARS) {
                return false;
            }
            length += Character.toChars(point, chars, length);
            at += 1 + more;
        }
        return true;
    }

    @Override
    public char charAt(int index) {
        if (++looks > MAX_LOOKS) {
            throw new TooManyLooksException();
        }
        return chars[index];
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    /** Its length alone: the text is a payload's. */
    @Override
    public String toString() {
        return "PatternText of " + length + " characters";
    }

    private static final class TooManyLooksException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TooManyLooksException() {
            super(null, null, false, false);
        }
    }
}
