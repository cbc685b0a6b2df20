package dev.sluice.mapping.lookup;

import dev.sluice.bytes.LittleEndian;
import dev.sluice.mapping.json.Slots;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.text.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * One row of a lookup table: just the values that a mapping reads from it, their numbers parsed. Immutable.
 *
 * <p>Tables are large and read at random, so a row is two objects, and one more if it has numbers: each is a cache
 * miss.
 */
public final class LookupRow implements LookupResult {

    private static final int OFFSET_SHIFT = 8;
    private static final int LENGTH_SHIFT = 36;
    private static final int MAX_BYTES = 1 << LENGTH_SHIFT - OFFSET_SHIFT;

    /** By slot, eight bytes with its kind, offset and length; then the text of all. */
    private final byte[] data;

    private final @Nullable Decimal @Nullable [] numbers;

    private LookupRow(byte[] data, @Nullable Decimal @Nullable [] numbers) {
        this.data = data;
        this.numbers = numbers;
    }

    /** A row of the scalars in the slots. */
    static LookupRow of(Slots slots) {
        Value value = new Value();
        int size = Long.BYTES * slots.count();
        for (int slot = 0; slot < slots.count(); slot++) {
            slots.read(slot, value);
            size = Math.addExact(size, value.isText() ? value.length() : 0);
        }
        if (size >= MAX_BYTES) {
            throw new IllegalArgumentException("a row of " + size + " bytes; at most " + MAX_BYTES + " fit");
        }
        byte[] data = new byte[size];
        Decimal[] numbers = null;
        int at = Long.BYTES * slots.count();
        for (int slot = 0; slot < slots.count(); slot++) {
            slots.read(slot, value);
            int length = value.isText() ? value.length() : 0;
            if (length > 0) {
                // Of a value that is absent, the offset means nothing.
                System.arraycopy(value.bytes(), value.offset(), data, at, length);
            }
            LittleEndian.set(
                    data, Long.BYTES * slot, value.kind() | (long) at << OFFSET_SHIFT | (long) length << LENGTH_SHIFT);
            at += length;
            Decimal number = new Decimal();
            if (value.kind() == Value.NUMBER
                    && number.parse(value.bytes(), value.offset(), length) == Decimal.Outcome.OK) {
                numbers = numbers == null ? new Decimal[slots.count()] : numbers;
                numbers[slot] = number;
            }
        }
        return new LookupRow(data, numbers);
    }

    public void read(int slot, Value into) {
        long head = LittleEndian.get(data, Long.BYTES * slot);
        into.set(
                (byte) head,
                data,
                (int) (head >>> OFFSET_SHIFT) & MAX_BYTES - 1,
                (int) (head >>> LENGTH_SHIFT),
                numbers == null ? null : numbers[slot]);
    }
}
