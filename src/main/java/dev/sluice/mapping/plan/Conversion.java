package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.Decimal;
import dev.sluice.mapping.json.ItemReader;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.JsonSlotReader;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Slots;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * What one converter reuses from object to object of one plan; sources read from here and steps write through it.
 *
 * <p>A record that is read as an object of its own has a conversion of its own, within that of the record around it.
 */
public final class Conversion {

    /** How the search for a row ended. */
    public enum RowState {
        FOUND,
        NO_KEY,
        MISS
    }

    public final Slots slots;
    /** The value of the field at hand. */
    public final Value value = new Value();

    public final Decimal decimal = new Decimal();
    public final Decimal operand = new Decimal();
    public final Rfc3339 time = new Rfc3339();
    /** Room for one SHA-256. */
    public final byte[] hash = new byte[32];

    public final PatternText patternText = new PatternText();
    public final LookupKey probe = LookupKey.probe();

    private final RecordPlan plan;
    private final JsonLimits limits;
    private final JsonSlotReader reader;
    private final ItemReader[] items;
    private final Conversion[] records;
    private final LookupTable[] tables;
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
    public Conversion(RecordPlan plan, List<LookupTable> tables, @Nullable MaskKey maskKey, JsonLimits limits) {
        this.plan = plan;
        this.limits = limits;
        this.reader = new JsonSlotReader(plan.document(), plan.subject(), limits);
        this.slots = new Slots(plan.document().size());
        this.items = new ItemReader[plan.collections()];
        Arrays.setAll(items, i -> new ItemReader(limits));
        this.records = plan.records().stream()
                .map(record -> new Conversion(record, tables, maskKey, limits))
                .toArray(Conversion[]::new);
        this.tables = tables.toArray(new LookupTable[0]);
        this.mac = maskKey == null ? null : maskKey.newMac();
        this.rowStates = new RowState[plan.lookups()];
        this.rows = new LookupRow[plan.lookups()];
    }

    /** A conversion of nothing but what stands in the schema. */
    public static Conversion ofConstants(EncodedRecord out, @Nullable MaskKey maskKey) {
        Conversion conversion = new Conversion(RecordPlan.EMPTY, List.of(), maskKey, JsonLimits.DEFAULTS);
        conversion.out = out;
        return conversion;
    }

    public void begin(SourceRecord source, long ingestionTimeMillis, EncodedRecord out) {
        this.source = source;
        this.ingestionTimeMillis = ingestionTimeMillis;
        this.out = out;
    }

    /** Reads an object and writes it as its record. */
    public void write(byte[] json, int from, int to) throws RecordRefusedException {
        Arrays.fill(rowStates, null);
        reader.read(json, from, to, slots);
        Step[] steps = plan.steps();
        for (int i = 0; i < steps.length; i++) {
            i += steps[i].execute(this);
        }
    }

    /** Writes an object as one of the plan's {@link RecordPlan#records}. */
    public void writeRecord(int index, Value object) throws RecordRefusedException {
        Conversion record = records[index];
        record.begin(source, ingestionTimeMillis, out);
        record.write(object.bytes, object.offset, object.end());
    }

    /** The reader of one of the plan's {@link RecordPlan#collections}. */
    public ItemReader items(int index) {
        return items[index];
    }

    /** Refuses a record that has grown too large: few bytes of JSON can mean many of defaults and constants. */
    public void requireRoom(String path) throws RecordRefusedException {
        if (out.length() > limits.maxDocumentBytes()) {
            throw new RecordRefusedException(
                    FailureReason.LIMIT_EXCEEDED,
                    path,
                    path + " makes the Avro record longer than " + limits.maxDocumentBytes()
                            + " bytes; send fewer items or raise SLUICE_JSON_MAX_BYTES");
        }
    }

    public SourceRecord source() {
        return source;
    }

    public EncodedRecord out() {
        return out;
    }

    public Mac mac() {
        if (mac == null) {
            throw new IllegalStateException("a mask needs a key, and the mapping was compiled without one");
        }
        return mac;
    }

    public long ingestionTimeMillis() {
        return ingestionTimeMillis;
    }

    public byte[] topicUtf8() {
        String now = source.topic();
        if (!now.equals(topic)) {
            topic = now;
            topicUtf8 = now.getBytes(StandardCharsets.UTF_8);
        }
        return topicUtf8;
    }

    /** Finds a row once per record, so that all fields that read it see the same one. */
    public RowState find(Lookup lookup, String path) throws RecordRefusedException {
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
            if (!part.isText()) {
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
        LookupRow row = tables[lookup.tableIndex()].row(probe);
        rows[lookup.index()] = row;
        return row == null ? RowState.MISS : RowState.FOUND;
    }

    /** The row of a lookup that was {@link RowState#FOUND found}. */
    public LookupRow row(Lookup lookup) {
        LookupRow row = rows[lookup.index()];
        if (row == null) {
            throw new IllegalStateException("lookup in " + lookup.table() + " has no row");
        }
        return row;
    }

    /** Puts the number of a value into {@link #decimal}. */
    public Decimal.Outcome readNumber(Value number) {
        if (number.kind == Value.COMPUTED) {
            return Decimal.Outcome.OK;
        }
        if (number.number != null) {
            decimal.set(number.number);
            return Decimal.Outcome.OK;
        }
        return readText(number, decimal);
    }

    /** Reads a number's text, which in a string may be no longer than outside: its cost grows with the square. */
    public Decimal.Outcome readText(Value text, Decimal into) {
        return text.length > limits.maxNumberBytes()
                ? Decimal.Outcome.OUT_OF_RANGE
                : into.parse(text.bytes, text.offset, text.length);
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
