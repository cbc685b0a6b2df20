package dev.sluice.mapping.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The names that a mapping reads from one object, found by their UTF-8 bytes in a small hash table. Immutable. */
public final class JsonNames {

    public static final int UNKNOWN = -1;

    private static final byte[] NONE = {};

    private final byte[][] names;
    /** Each name as it stands in JSON without spaces, quotes and colon included; of those with escapes, nothing. */
    private final byte[][] members;
    /** Indexes of names by hash, then linear; at most half full. */
    private final int[] table;

    public JsonNames(List<String> names) {
        this.names = new byte[names.size()][];
        this.members = new byte[names.size()][];
        this.table = new int[Integer.highestOneBit(names.size() + 1) * 4];
        Arrays.fill(table, UNKNOWN);
        for (int i = 0; i < names.size(); i++) {
            byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            this.names[i] = name;
            boolean plain = names.get(i).chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
            this.members[i] = plain ? ("\"" + names.get(i) + "\":").getBytes(StandardCharsets.UTF_8) : NONE;
            int at = hash(name, 0, name.length);
            while (table[at] != UNKNOWN) {
                at = at + 1 & table.length - 1;
            }
            table[at] = i;
        }
    }

    /** The name in its quotes and the colon, as they mostly stand in JSON; empty if the name needs escapes. */
    byte[] member(int index) {
        return members[index];
    }

    /** The index of the name that is these bytes, or {@link #UNKNOWN}. */
    public int find(byte[] bytes, int from, int to) {
        int at = hash(bytes, from, to);
        while (table[at] != UNKNOWN) {
            byte[] name = names[table[at]];
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return table[at];
            }
            at = at + 1 & table.length - 1;
        }
        return UNKNOWN;
    }

    private int hash(byte[] bytes, int from, int to) {
        if (from == to) {
            return 0;
        }
        int hash = ((to - from) * 31 + bytes[from]) * 31 + bytes[from + (to - from) / 2];
        return (hash * 31 + bytes[to - 1]) & table.length - 1;
    }
}
