package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.JsonSlotReader;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Slots;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.text.Decimal;
import dev.sluice.mapping.text.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one converter reuses from object to object of one plan; sources read from here and steps write through it. For
 * one thread at a time.
 *
 * <p>A record that is read as an object of its own has a context of its own, within that of the record around it.
 */
public final class ConversionContext {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private final RecordPlan plan;
    private final LookupTable[] tables;
    private final JsonLimits limits;
    private final JsonSlotReader reader;
    private final Slots slots;
    private final Value value = new Value();
    private final Decimal decimal = new Decimal();
    private final Rfc3339 time = new Rfc3339();
    /** By {@link Scratch#index}. */
    private final @Nullable Object[] scratch;

    private SourceRecord source;
    private EncodedRecord out;
    private long ingestionTimeMillis;
    private long objects;
    private int row;
    private @Nullable FailureCollector collector;
    private @Nullable ValueSource missingWhole;
    private @Nullable ValueSource missingPart;

    /** @param tables in the order of the plan's table indexes */
    ConversionContext(RecordPlan plan, List<LookupTable> tables, JsonLimits limits) {
        this(plan, tables.toArray(new LookupTable[0]), limits, plan.scratchSize);
    }

    @SuppressWarnings("NullAway.Init") // source and out: begin comes before any use
    private ConversionContext(RecordPlan plan, LookupTable[] tables, JsonLimits limits, int scratchSize) {
        this.plan = plan;
        this.tables = tables;
        this.limits = limits;
        this.reader = new JsonSlotReader(plan.document, plan.subject, limits);
        this.slots = new Slots(plan.document.size());
        this.scratch = new Object[scratchSize];
    }

    /** A context for nothing but what stands in the schema. */
    public static ConversionContext ofConstants(EncodedRecord out, ScratchSpace space) {
        ConversionContext context =
                new ConversionContext(RecordPlan.EMPTY, new LookupTable[0], JsonLimits.DEFAULTS, space.size());
        context.out = out;
        return context;
    }

    /** A context for objects of another plan within this one's. */
    ConversionContext nested(RecordPlan other) {
        return new ConversionContext(other, tables, limits, other.scratchSize);
    }

    void begin(SourceRecord source, long ingestionTimeMillis, EncodedRecord out) {
        this.source = source;
        this.ingestionTimeMillis = ingestionTimeMillis;
        this.out = out;
    }

    /** Reads an object and writes it as its record. */
    void convert(byte[] json, int from, int to) throws RecordRefusedException {
        reader.read(json, from, to, slots);
        if (plan.emptyRows == null) {
            write();
        } else {
            writeRows(plan.emptyRows);
        }
    }

    /** Writes the rows of the document that has been read: all, or none. */
    private void writeRows(EmptyRows emptyRows) throws RecordRefusedException {
        int slot = plan.document.rowsSlot();
        row = 0;
        if (slots.kind(slot) == Value.ARRAY) {
            for (reader.beginRows(slots); reader.readRow(slots); row++) {
                write();
                requireRoom("");
            }
        } else if (slots.kind(slot) > Value.NULL) {
            slots.read(slot, value);
            throw new RecordRefusedException(
                    FailureReason.WRONG_TYPE,
                    "",
                    plan.document.rowsPointer() + " is " + value.shape() + "; its items are the rows: send an array");
        }
        if (row == 0 && emptyRows == EmptyRows.REFUSE) {
            throw new RecordRefusedException(
                    FailureReason.MISSING_VALUE,
                    "",
                    plan.document.rowsPointer() + " has no item, and each makes a row; send one, or set \"empty\" to"
                            + " \"ignore\" or \"keep\"");
        }
        if (row == 0 && emptyRows == EmptyRows.KEEP) {
            slots.clear(slot);
            write();
            row++;
        }
        out.rows(row);
    }

    private void write() throws RecordRefusedException {
        objects++;
        Step[] steps = plan.steps;
        if (collector != null) {
            writeCollecting(steps, collector);
            return;
        }
        for (int i = 0; i < steps.length; i++) {
            i += steps[i].execute(this);
        }
    }

    /** Goes on after a step that fails, and leaves out the fields of a record that cannot be one. */
    private void writeCollecting(Step[] steps, FailureCollector failures) throws RecordRefusedException {
        for (int i = 0; i < steps.length; i++) {
            try {
                i += steps[i].execute(this);
            } catch (RecordRefusedException e) {
                if (failures.isFull()) {
                    throw e;
                }
                failures.add(e.failure());
                i += steps[i].fields();
            }
        }
    }

    /** Has failures collected; null to end at the first. */
    void collect(@Nullable FailureCollector failures) {
        collector = failures;
    }

    /** Reads an object of the source record that another context is at. */
    void convertWithin(ConversionContext outer, Value object) throws RecordRefusedException {
        begin(outer.source, outer.ingestionTimeMillis, outer.out);
        row = outer.row;
        convert(object.bytes(), object.offset(), object.end());
    }

    /** A source found no value, for a part of it is not there. */
    public void missing(ValueSource whole, ValueSource part) {
        missingWhole = whole;
        missingPart = part;
    }

    /** What to name where a source had no value: the part that is not there, or the source. */
    ValueSource missing(ValueSource whole) {
        return missingWhole == whole && missingPart != null ? missingPart : whole;
    }

    /** Turns a scalar into its text: a string stays, a number or a boolean becomes its literal. */
    public void toText(Value value) {
        switch (value.kind()) {
            case Value.TRUE -> value.set(Value.STRING, TRUE, 0, TRUE.length);
            case Value.FALSE -> value.set(Value.STRING, FALSE, 0, FALSE.length);
            case Value.COMPUTED -> value.setText(decimal.toPlainText());
            default -> value.set(Value.STRING, value.bytes(), value.offset(), value.length());
        }
    }

    /** A number's digits without an exponent and without zeros at the end of its decimals; its literal where it is out of range, other bytes as they are. */
    public byte[] plainNumber(Value value) {
        if (value.kind() == Value.COMPUTED) {
            return decimal.toShortestText();
        }
        Decimal number = new Decimal();
        return value.kind() == Value.NUMBER && readText(value, number) == Decimal.Outcome.OK
                ? number.toShortestText()
                : Arrays.copyOfRange(value.bytes(), value.offset(), value.end());
    }

    /** The object that a part of the plan reuses in this context. */
    @SuppressWarnings("unchecked") // at that index there is only what this maker made
    public <T> T scratch(Scratch<T> part) {
        Object object = scratch[part.index];
        if (object == null) {
            object = part.maker.apply(this);
            scratch[part.index] = object;
        }
        return (T) object;
    }

    /** Refuses a record that has grown too large: few bytes of JSON can mean many of defaults and constants. */
    void requireRoom(String path) throws RecordRefusedException {
        if (out.length() > limits.maxDocumentBytes()) {
            throw new RecordRefusedException(
                    FailureReason.LIMIT_EXCEEDED,
                    path,
                    path + " makes the Avro record longer than " + limits.maxDocumentBytes()
                            + " bytes; send fewer items or raise "
                            + limits.names().documentBytes());
        }
    }

    /** Puts the number of a value into {@link #decimal}. */
    Decimal.Outcome readNumber(Value number) {
        if (number.kind() == Value.COMPUTED) {
            return Decimal.Outcome.OK;
        }
        Decimal known = number.number();
        if (known != null) {
            decimal.set(known);
            return Decimal.Outcome.OK;
        }
        return readText(number, decimal);
    }

    /** Reads a number's text, which in a string may be no longer than outside: its cost grows with the square. */
    public Decimal.Outcome readText(Value text, Decimal into) {
        return text.length() > limits.maxNumberBytes()
                ? Decimal.Outcome.OUT_OF_RANGE
                : into.parse(text.bytes(), text.offset(), text.length());
    }

    /** The number of the record's row at hand, from 0. */
    public int row() {
        return row;
    }

    /** How many objects this context has read: another number for each. */
    public long objects() {
        return objects;
    }

    /** The values of the object at hand. */
    public Slots slots() {
        return slots;
    }

    /** The value of the field at hand. */
    public Value value() {
        return value;
    }

    /** The number of the field at hand, if it is {@link Value#COMPUTED} or has been written. */
    public Decimal decimal() {
        return decimal;
    }

    Rfc3339 time() {
        return time;
    }

    public LookupTable table(int index) {
        return tables[index];
    }

    public SourceRecord source() {
        return source;
    }

    public long ingestionTimeMillis() {
        return ingestionTimeMillis;
    }

    public EncodedRecord out() {
        return out;
    }

    JsonLimits limits() {
        return limits;
    }
}
