package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** What one converter reuses from record to record; sources read from here and steps write through it. */
final class Conversion {

    /** How the search for a row ended. */
    enum RowState {
        FOUND,
        NO_KEY,
        MISS
    }

    final Slots slots;
    final Value value = new Value();
    final Decimal decimal = new Decimal();
    final Decimal operand = new Decimal();
    final Rfc3339 instant = new Rfc3339();
    /** Room for one SHA-256. */
    final byte[] hash = new byte[32];

    final PatternText patternText = new PatternText();
    final LookupKey probe = LookupKey.probe();

    private final List<LookupTable> tables;
    private final @Nullable Mac mac;
    private final @Nullable RowState[] rowStates;
    private final @Nullable LookupRow[] rows;

    private SourceRecord source;
    private EncodedRecord out;
    private long ingestionTimeMillis;
    private String topic = "";
    private byte[] topicUtf8 = {};

    /** @param maskKey null if no field needs it */
    @SuppressWarnings("NullAway.Init") // source and out: begin comes before any use
    Conversion(int slotCount, int lookupCount, List<LookupTable> tables, @Nullable MaskKey maskKey) {
        this.mac = maskKey == null ? null : maskKey.newMac();
        this.slots = new Slots(slotCount);
        this.tables = List.copyOf(tables);
        this.rowStates = new RowState[lookupCount];
        this.rows = new LookupRow[lookupCount];
    }

    /** A conversion of nothing but what stands in the schema. */
    static Conversion ofConstants(EncodedRecord out, @Nullable MaskKey maskKey) {
        Conversion conversion = new Conversion(0, 0, List.of(), maskKey);
        conversion.out = out;
        return conversion;
    }

    void begin(SourceRecord source, long ingestionTimeMillis, EncodedRecord out) {
        this.source = source;
        this.ingestionTimeMillis = ingestionTimeMillis;
        this.out = out;
        out.reset(source.timestamp());
        Arrays.fill(rowStates, null);
    }

    SourceRecord source() {
        return source;
    }

    EncodedRecord out() {
        return out;
    }

    Mac mac() {
        if (mac == null) {
            throw new IllegalStateException("a mask needs a key, and the mapping was compiled without one");
        }
        return mac;
    }

    long ingestionTimeMillis() {
        return ingestionTimeMillis;
    }

    byte[] topicUtf8() {
        String now = source.topic();
        if (!now.equals(topic)) {
            topic = now;
            topicUtf8 = now.getBytes(StandardCharsets.UTF_8);
        }
        return topicUtf8;
    }

    /** Finds a row once per record, so that all fields that read it see the same one. */
    RowState find(Lookup lookup, String path) throws RecordRefusedException {
        RowState state = rowStates[lookup.index()];
        if (state == null) {
            state = seek(lookup, path);
            rowStates[lookup.index()] = state;
        }
        return state;
    }

    private RowState seek(Lookup lookup, String path) throws RecordRefusedException {
        Value part = value;
        probe.clear();
        int[] keySlots = lookup.keySlots();
        for (int i = 0; i < keySlots.length; i++) {
            slots.read(keySlots[i], part);
            if (part.isNothing()) {
                return RowState.NO_KEY;
            }
            if (part.kind != Value.STRING && part.kind != Value.NUMBER) {
                throw refusedKey(
                        part.kind == Value.BROKEN_STRING ? FailureReason.INVALID_TEXT : FailureReason.WRONG_TYPE,
                        path,
                        lookup,
                        part.shape() + "; send a string or a number");
            }
            if (i > 0) {
                probe.append(Lookup.SEPARATOR);
            }
            if (keySlots.length > 1 && contains(part, Lookup.SEPARATOR)) {
                throw refusedKey(
                        FailureReason.INVALID_TEXT, path, lookup, "a string with the separator | in it; send none");
            }
            probe.append(part.bytes, part.offset, part.length);
        }
        LookupRow row = tables.get(lookup.tableIndex()).row(probe);
        rows[lookup.index()] = row;
        return row == null ? RowState.MISS : RowState.FOUND;
    }

    /** The row of a lookup that was {@link RowState#FOUND found}. */
    LookupRow row(Lookup lookup) {
        LookupRow row = rows[lookup.index()];
        if (row == null) {
            throw new IllegalStateException("lookup in " + lookup.table() + " has no row");
        }
        return row;
    }

    /** Puts the number of a value into {@link #decimal}. */
    Decimal.Outcome readNumber(Value number) {
        return number.kind == Value.COMPUTED
                ? Decimal.Outcome.OK
                : decimal.parse(number.bytes, number.offset, number.length);
    }

    private static boolean contains(Value text, byte wanted) {
        for (int i = text.offset; i < text.end(); i++) {
            if (text.bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private static RecordRefusedException refusedKey(
            FailureReason reason, String path, Lookup lookup, String shapeAndRemedy) {
        return new RecordRefusedException(
                reason,
                path,
                path + ": the key of lookup table " + lookup.table() + ", " + lookup.keyPointers() + ", holds "
                        + shapeAndRemedy);
    }
}
