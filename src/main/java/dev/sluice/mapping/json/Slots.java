package dev.sluice.mapping.json;

import java.util.Arrays;

/**
 * The values found at a trie's pointers: per slot a kind and a stretch of UTF-8 bytes.
 *
 * <p>The bytes are the document's own: a number's literal, a string's text, an object's or array's JSON with its
 * brackets. Only strings with escapes are written anew, into an arena.
 */
public final class Slots {

    /** The largest buffer that is kept: a task has several, and one large record must not hold its memory for ever. */
    public static final int MOST_KEPT_BYTES = 1024 * 1024;

    private static final byte[] EMPTY = {};

    private final byte[] kinds;
    /** Into the document; the complement of one into the arena. */
    private final int[] offsets;

    private final int[] lengths;
    private byte[] document = EMPTY;
    private byte[] arena = EMPTY;
    private int used;
    /** What is read at present: the document, or a text in it that was written anew into the arena. */
    private byte[] text = EMPTY;
    /** Turns an offset in that text into what is kept: none of its bits, or all. */
    private int place;

    public Slots(int count) {
        this.kinds = new byte[count];
        this.offsets = new int[count];
        this.lengths = new int[count];
    }

    /** Empties all slots for values of that document. */
    void begin(byte[] json) {
        Arrays.fill(kinds, Value.ABSENT);
        document = json;
        text = json;
        place = 0;
        if (arena.length > MOST_KEPT_BYTES && used <= MOST_KEPT_BYTES) {
            arena = EMPTY;
        }
        used = 0;
    }

    public int count() {
        return kinds.length;
    }

    public byte kind(int slot) {
        return kinds[slot];
    }

    /** Puts a value whose bytes the text at hand holds as they are. */
    void put(int slot, byte kind, int from, int to) {
        kinds[slot] = kind;
        offsets[slot] = from ^ place;
        lengths[slot] = to - from;
    }

    /** Passes the value that comes next, whose first byte is {@code first}, and puts it. */
    void putNext(int slot, int first, JsonScanner scanner) throws RecordRefusedException {
        switch (first) {
            case '"' -> {
                scanner.passString();
                putText(slot, scanner);
            }
            case 't' -> {
                scanner.passTrue();
                put(slot, Value.TRUE, 0, 0);
            }
            case 'f' -> {
                scanner.passFalse();
                put(slot, Value.FALSE, 0, 0);
            }
            case 'n' -> {
                scanner.passNull();
                put(slot, Value.NULL, 0, 0);
            }
            case '{', '[' -> {
                scanner.passValue();
                put(slot, first == '{' ? Value.OBJECT : Value.ARRAY, scanner.start(), scanner.end());
            }
            default -> {
                scanner.passNumber();
                put(slot, Value.NUMBER, scanner.start(), scanner.end());
            }
        }
    }

    /** Puts the string or name that was passed last. */
    void putText(int slot, JsonScanner scanner) {
        if (scanner.escaped()) {
            putEscaped(slot, scanner.start(), scanner.end());
        } else {
            put(slot, Value.STRING, scanner.start(), scanner.end());
        }
    }

    /** Puts a string that stands in the text with valid escapes. */
    private void putEscaped(int slot, int from, int to) {
        byte[] into = roomFor(to - from);
        int end = JsonEscapes.resolve(text, from, to, into, used);
        kinds[slot] = end < 0 ? Value.BROKEN_STRING : Value.STRING;
        offsets[slot] = ~used;
        lengths[slot] = Math.max(0, end - used);
        used = Math.max(used, end);
    }

    public void read(int slot, Value into) {
        int offset = offsets[slot];
        if (offset >= 0) {
            into.set(kinds[slot], document, offset, lengths[slot]);
        } else {
            into.set(kinds[slot], arena, ~offset, lengths[slot]);
        }
    }

    /**
     * Goes on with the text of that slot's string or array, whose values come next.
     *
     * @return what {@link #leave} wants
     */
    Text enter(int slot) {
        Text around = new Text(text, place);
        place = offsets[slot] < 0 ? -1 : 0;
        text = place == 0 ? document : arena;
        return around;
    }

    /** Goes back to the text around. */
    void leave(Text around) {
        text = around.bytes;
        place = around.place;
    }

    /** A text that is being read. */
    record Text(byte[] bytes, int place) {}

    /** Makes the slot absent. */
    public void clear(int slot) {
        kinds[slot] = Value.ABSENT;
    }

    /** How much of the arena is in use. */
    int used() {
        return used;
    }

    /** Gives back what was taken of the arena since it was used so far. */
    void release(int usedBefore) {
        used = usedBefore;
    }

    /** Puts members of the text at hand as an object of their own: each from its name's quote to its value's end. */
    void putMembers(int slot, int[] stretches, int from, int to) {
        int length = 2;
        for (int i = from; i < to; i += 2) {
            length += stretches[i + 1] - stretches[i] + 1;
        }
        byte[] into = roomFor(length);
        int at = used;
        into[at++] = '{';
        for (int i = from; i < to; i += 2) {
            if (i > from) {
                into[at++] = ',';
            }
            int count = stretches[i + 1] - stretches[i];
            System.arraycopy(text, stretches[i], into, at, count);
            at += count;
        }
        into[at++] = '}';
        kinds[slot] = Value.OBJECT;
        offsets[slot] = ~used;
        lengths[slot] = at - used;
        used = at;
    }

    private byte[] roomFor(int count) {
        if (arena.length - used < count) {
            arena = Arrays.copyOf(arena, Math.max(Math.max(256, 2 * arena.length), used + count));
        }
        return arena;
    }
}
