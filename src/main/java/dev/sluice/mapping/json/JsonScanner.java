package dev.sluice.mapping.json;

import dev.sluice.bytes.LittleEndian;
import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the bytes of one JSON text that accepts RFC 8259 in UTF-8 (RFC 3629) and nothing more lenient.
 *
 * <p>It passes each byte once and checks it, whether or not the value is read. Names and values are not
 * copied: after each, {@link #start} and {@link #end} tell where in the text it stands. Its messages tell positions,
 * never content. For one thread at a time.
 */
final class JsonScanner {

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final String subject;
    private final JsonLimits limits;
    /** The bracket that ends each open object or array, outermost first: there is no recursion. */
    private final byte[] closers;

    private byte[] json = {};
    private int from;
    private int to;
    private int at;
    private int depth;
    private int start;
    private int end;
    private boolean escaped;

    /** A scanner whose messages call the text {@code subject}. */
    JsonScanner(String subject, JsonLimits limits) {
        this.subject = subject;
        this.limits = limits;
        this.closers = new byte[limits.maxDepth()];
    }

    /** Starts on a text that reaches from byte {@code from} to before byte {@code to}. */
    void begin(byte[] bytes, int from, int to) throws RecordRefusedException {
        this.json = bytes;
        this.from = from;
        this.to = to;
        this.at = from;
        this.depth = 0;
        if (to - from > limits.maxDocumentBytes()) {
            throw overLimit(
                    "has " + (to - from) + " bytes", "raise " + limits.names().documentBytes());
        }
    }

    /** Where the name or value last passed starts; that of a string without its quote. */
    int start() {
        return start;
    }

    /** Where the name or value last passed ends; that of a string without its quote. */
    int end() {
        return end;
    }

    /** Whether the name or string last passed has an escape in it. */
    boolean escaped() {
        return escaped;
    }

    boolean atEnd() {
        return peek() < 0 && at == to;
    }

    /** The first byte of what comes next, which tells its kind; negative if that is nothing, or is no ASCII. */
    int peek() {
        while (at < to) {
            byte next = json[at];
            if (next > ' ' || next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
        return -1;
    }

    /** Where the cursor stands. */
    int position() {
        return at;
    }

    /** Enters the object or array that comes next; returns whether there is anything in it, and leaves it if not. */
    boolean open() throws RecordRefusedException {
        if (depth == closers.length) {
            throw overLimit(
                    "has more than " + depth + " levels",
                    "raise " + limits.names().depth());
        }
        closers[depth++] = (byte) (json[at++] == '{' ? '}' : ']');
        return !closes(peek());
    }

    /** After a member or an element: returns whether another one follows, and leaves the object or array if not. */
    boolean next() throws RecordRefusedException {
        int next = peek();
        if (next == ',') {
            at++;
            return true;
        }
        if (closes(next)) {
            return false;
        }
        throw malformed(at);
    }

    private boolean closes(int next) {
        if (next != closers[depth - 1]) {
            return false;
        }
        at++;
        depth--;
        return true;
    }

    /** Passes a member's name and the colon if they are just these bytes; else stays. */
    boolean passMember(byte[] member) {
        int first = at;
        int after = first + member.length;
        if (after > to || json[first] != '"' || !Arrays.equals(json, first + 1, after, member, 1, member.length)) {
            return false;
        }
        at = after;
        return true;
    }

    /** Passes a member's name and the colon; returns the name's index, or {@link JsonNames#UNKNOWN}. */
    int passName(JsonNames names) throws RecordRefusedException {
        passName();
        if (!escaped) {
            return names.find(json, start, end);
        }
        byte[] name = new byte[end - start];
        int length = JsonEscapes.resolve(json, start, end, name, 0);
        return length < 0 ? JsonNames.UNKNOWN : names.find(name, 0, length);
    }

    /** Passes a member's name and the colon. */
    void passName() throws RecordRefusedException {
        if (peek() != '"') {
            throw malformed(at);
        }
        passQuoted();
        if (end - start > limits.maxNameBytes()) {
            throw overLimit("has a name of " + (end - start) + " bytes", "send shorter names");
        }
        if (peek() != ':') {
            throw malformed(at);
        }
        at++;
    }

    /** Passes the string that comes next. */
    void passString() throws RecordRefusedException {
        passQuoted();
        if (end - start > limits.maxStringBytes()) {
            throw overLimit(
                    "has a string of " + (end - start) + " bytes",
                    "raise " + limits.names().stringBytes());
        }
    }

    private void passQuoted() throws RecordRefusedException {
        start = ++at;
        escaped = false;
        while (true) {
            int stop = endOfPlain(at);
            int next = stop < to ? json[stop] : 0;
            if (next == '"') {
                end = stop;
                at = stop + 1;
                return;
            }
            int length = next == '\\'
                    ? JsonEscapes.length(json, stop, to)
                    : next < 0 ? Utf8.sequenceLength(json, stop, to) : 0;
            if (length == 0) {
                throw malformed(stop);
            }
            escaped |= next == '\\';
            at = stop + length;
        }
    }

    /**
     * The first byte from there on that is a quote, a backslash, a control character or no ASCII.
     *
     * <p>Eight bytes at a time: a byte less than n leaves its high bit set when n is taken from it (Hacker's Delight,
     * section 6-1). A borrow changes only bytes above the first one found.
     */
    private int endOfPlain(int first) {
        byte[] text = json;
        int end = to;
        int i = first;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = LittleEndian.get(text, i);
            long quotes = (word ^ '"' * EACH_BYTE) - EACH_BYTE;
            long backslashes = (word ^ '\\' * EACH_BYTE) - EACH_BYTE;
            long controls = word - ' ' * EACH_BYTE;
            long found = (quotes | backslashes | controls | word) & HIGH_BITS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < end && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
            i++;
        }
        return i;
    }

    /** Passes the number that comes next. */
    void passNumber() throws RecordRefusedException {
        start = at;
        int i = at;
        if (byteAt(i) == '-') {
            i++;
        }
        i = byteAt(i) == '0' ? i + 1 : endOfDigits(i);
        if (byteAt(i) == '.') {
            i = endOfDigits(i + 1);
        }
        if ((byteAt(i) | 0x20) == 'e') {
            int sign = byteAt(i + 1);
            i = endOfDigits(sign == '+' || sign == '-' ? i + 2 : i + 1);
        }
        end = i;
        at = i;
        if (end - start > limits.maxNumberBytes()) {
            throw overLimit(
                    "has a number of " + (end - start) + " bytes",
                    "raise " + limits.names().numberBytes());
        }
    }

    /** The end of one digit or more. */
    private int endOfDigits(int first) throws RecordRefusedException {
        int i = first;
        while (isDigit(byteAt(i))) {
            i++;
        }
        if (i == first) {
            throw malformed(first);
        }
        return i;
    }

    private int byteAt(int i) {
        return i < to ? json[i] : -1;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    void passTrue() throws RecordRefusedException {
        passLiteral(TRUE);
    }

    void passFalse() throws RecordRefusedException {
        passLiteral(FALSE);
    }

    void passNull() throws RecordRefusedException {
        passLiteral(NULL);
    }

    private void passLiteral(byte[] literal) throws RecordRefusedException {
        int after = at + literal.length;
        if (after > to || !Arrays.equals(json, at, after, literal, 0, literal.length)) {
            throw malformed(at);
        }
        at = after;
    }

    /** Passes one value of any kind, however deep. */
    void passValue() throws RecordRefusedException {
        peek();
        int first = at;
        int outer = depth;
        do {
            boolean another = passScalarOrOpen();
            while (!another && depth > outer) {
                another = next();
            }
            if (another && closers[depth - 1] == '}') {
                passName();
            }
        } while (depth > outer);
        start = first;
        end = at;
    }

    /** Returns whether a value or a name inside an object or array comes next. */
    private boolean passScalarOrOpen() throws RecordRefusedException {
        int next = peek();
        switch (next) {
            case '{', '[' -> {
                return open();
            }
            case '"' -> passString();
            case 't' -> passTrue();
            case 'f' -> passFalse();
            case 'n' -> passNull();
            default -> passNumber();
        }
        return false;
    }

    private RecordRefusedException malformed(int where) {
        String what = "is no JSON from byte " + (where - from) + " of " + (to - from) + " on";
        return new RecordRefusedException(FailureReason.MALFORMED_JSON, "", subject + " " + what);
    }

    private RecordRefusedException overLimit(String what, String remedy) {
        return new RecordRefusedException(
                FailureReason.LIMIT_EXCEEDED, "", subject + " " + what + "; allowed are " + limits + "; " + remedy);
    }
}
