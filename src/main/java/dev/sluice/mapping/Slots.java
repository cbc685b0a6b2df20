package dev.sluice.mapping;

import java.util.Arrays;

/** The values found at a trie's pointers: per slot a kind and a stretch of one shared arena of UTF-8 bytes. */
final class Slots {

    private static final byte[] EMPTY = {};

    private final byte[] kinds;
    private final int[] offsets;
    private final int[] lengths;
    private byte[] arena;
    private int used;

    Slots(int count) {
        this(new byte[count], new int[count], new int[count], EMPTY, 0);
    }

    private Slots(byte[] kinds, int[] offsets, int[] lengths, byte[] arena, int used) {
        this.kinds = kinds;
        this.offsets = offsets;
        this.lengths = lengths;
        this.arena = arena;
        this.used = used;
    }

    void clear() {
        Arrays.fill(kinds, Value.ABSENT);
        used = 0;
    }

    /** A copy that takes no more room than it needs. */
    Slots copy() {
        return new Slots(kinds.clone(), offsets.clone(), lengths.clone(), Arrays.copyOf(arena, used), used);
    }

    byte kind(int slot) {
        return kinds[slot];
    }

    void put(int slot, byte kind) {
        kinds[slot] = kind;
    }

    /** Puts a number's literal, which is ASCII. */
    void putNumber(int slot, char[] chars, int from, int count) {
        byte[] into = roomFor(count);
        int at = used;
        for (int i = 0; i < count; i++) {
            into[at + i] = (byte) chars[from + i];
        }
        kinds[slot] = Value.NUMBER;
        offsets[slot] = at;
        lengths[slot] = count;
        used = at + count;
    }

    void putString(int slot, char[] chars, int from, int count) {
        byte[] into = roomFor(Utf8.MAX_BYTES_PER_CHAR * count);
        int end = Utf8.encode(chars, from, count, into, used);
        kinds[slot] = end < 0 ? Value.BROKEN_STRING : Value.STRING;
        offsets[slot] = used;
        lengths[slot] = Math.max(0, end - used);
        used = Math.max(used, end);
    }

    void read(int slot, Value into) {
        into.set(kinds[slot], arena, offsets[slot], lengths[slot]);
    }

    private byte[] roomFor(int count) {
        if (arena.length - used < count) {
            arena = Arrays.copyOf(arena, Math.max(Math.max(256, 2 * arena.length), used + count));
        }
        return arena;
    }
}
