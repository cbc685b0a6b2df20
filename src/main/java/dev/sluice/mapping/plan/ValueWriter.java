package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;

/** Writes a value that is there as one Avro type, exactly or not at all. Immutable. */
public abstract class ValueWriter {

    static final String SEND_THAT = "send that";

    private final String path;
    private final String expected;
    private final int kinds;

    /**
     * @param path the output field
     * @param expected what the type takes, as the end of "… takes": {@code "one of its 4 symbols"}
     * @param kinds the kinds of values that it takes, one {@link Value#bit} each
     */
    protected ValueWriter(String path, String expected, int kinds) {
        this.path = path;
        this.expected = expected;
        this.kinds = kinds;
    }

    public final void write(Value value, ConversionContext context) throws RecordRefusedException {
        if (!takes(value.kind())) {
            throw value.kind() == Value.BROKEN_STRING && takes(Value.STRING)
                    ? refused(FailureReason.INVALID_TEXT, value, "send Unicode text, without lone surrogates")
                    : refused(FailureReason.WRONG_TYPE, value, remedy(value));
        }
        encode(value, context);
    }

    /** Writes a value of a kind that this takes. */
    protected abstract void encode(Value value, ConversionContext context) throws RecordRefusedException;

    /** Whether there are values of that kind which this writes. */
    public final boolean takes(byte kind) {
        return (kinds & Value.bit(kind)) != 0;
    }

    final int kinds() {
        return kinds;
    }

    final String path() {
        return path;
    }

    /** What the type takes, as the end of "… takes". */
    public final String expected() {
        return expected;
    }

    /**
     * Whether the values have an order that checks can use: numbers and times. After {@link #write} the context's
     * decimal is then what was written, of a float or double what was read.
     */
    public boolean isOrdered() {
        return false;
    }

    /** Whether the text is written as it comes. */
    public boolean isText() {
        return false;
    }

    /** What to do about a value of a kind that this does not take. */
    String remedy(Value value) {
        return SEND_THAT;
    }

    /** The same writer for values that stand in the schema, where times are text whatever the records send. */
    public ValueWriter ofConstants() {
        return this;
    }

    protected final RecordRefusedException refused(FailureReason reason, Value value) {
        return refused(reason, value, SEND_THAT);
    }

    final RecordRefusedException refused(FailureReason reason, Value value, String remedy) {
        return new RecordRefusedException(
                reason, path, path + " is " + value.shape() + "; it takes " + expected + ": " + remedy);
    }
}
