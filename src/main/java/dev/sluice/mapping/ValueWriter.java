package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;

/** Writes a value that is there as one Avro type, exactly or not at all. Immutable. */
abstract class ValueWriter {

    private final String path;
    private final String expected;

    /**
     * @param path the output field
     * @param expected what the type takes, as the end of "… takes": {@code "enum: a string that is one of its symbols"}
     */
    ValueWriter(String path, String expected) {
        this.path = path;
        this.expected = expected;
    }

    abstract void write(Value value, Conversion conversion) throws RecordRefusedException;

    /**
     * Whether the values have an order that checks can use: numbers and times. After {@link #write} the conversion's
     * decimal is then what was written, of a float or double what was read.
     */
    boolean isOrdered() {
        return false;
    }

    /** Whether the text is written as it comes. */
    boolean isText() {
        return false;
    }

    /** The same writer for values that stand in the schema, where times are text whatever the records send. */
    ValueWriter ofConstants() {
        return this;
    }

    final String path() {
        return path;
    }

    /** Whether there is text that this writes: else no header or topic name can feed the field. */
    abstract boolean takesText();

    final RecordRefusedException refused(FailureReason reason, Value value) {
        return refused(reason, value, "send that");
    }

    final RecordRefusedException refused(FailureReason reason, Value value, String remedy) {
        return new RecordRefusedException(
                reason, path, path + " is " + value.shape() + "; it takes " + expected + ": " + remedy);
    }

    final void requireString(Value value) throws RecordRefusedException {
        if (value.kind != Value.STRING) {
            throw value.kind == Value.BROKEN_STRING
                    ? refused(FailureReason.INVALID_TEXT, value, "send Unicode text, without lone surrogates")
                    : refused(FailureReason.WRONG_TYPE, value);
        }
    }
}
