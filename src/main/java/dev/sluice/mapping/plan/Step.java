package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One instruction of a compiled mapping: writes a field, or the head of a nested record. Immutable. */
public abstract sealed class Step {

    /** Not a branch of a union. */
    public static final int NO_BRANCH = -1;

    private final String path;
    private final ValueSource source;
    /** The slot that is the whole of the source, as it mostly is, or negative. */
    private final int slot;

    private final int branch;
    /** What to write instead of nothing, already encoded; null where that is a failure. */
    private final byte @Nullable [] whenAbsent;

    private final byte @Nullable [] whenNull;

    Step(String path, ValueSource source, Nothing nothing) {
        this.path = path;
        this.source = source;
        this.slot = source.onlySlot();
        this.branch = nothing.branch();
        this.whenAbsent = nothing.whenAbsent();
        this.whenNull = nothing.whenNull();
    }

    /**
     * What a field says of a value that is not there, encoded.
     *
     * @param branch the index of the value's branch in the field's union, or {@link #NO_BRANCH}
     * @param whenAbsent what to write when the value is absent, or null
     * @param whenNull what to write when the value is null, or null
     */
    public record Nothing(int branch, byte @Nullable [] whenAbsent, byte @Nullable [] whenNull) {}

    /** Writes; returns how many of the following steps to leave out. */
    abstract int execute(ConversionContext context) throws RecordRefusedException;

    final String path() {
        return path;
    }

    final ValueSource source() {
        return source;
    }

    final void readSource(ConversionContext context, Value into) throws RecordRefusedException {
        if (slot >= 0) {
            context.slots().read(slot, into);
        } else {
            source.read(context, into);
        }
    }

    final void writeBranch(EncodedRecord out) {
        if (branch != NO_BRANCH) {
            out.writeLong(branch);
        }
    }

    /** Writes what stands for an absent or null value; returns whether there is such a thing. */
    final boolean writeNothing(Value nothing, EncodedRecord out) {
        byte[] instead = nothing.kind() == Value.ABSENT ? whenAbsent : whenNull;
        if (instead == null) {
            return false;
        }
        out.writeRaw(instead, 0, instead.length);
        return true;
    }

    /** How many of the following steps write what is within this one. */
    int fields() {
        return 0;
    }

    /** A field that holds one value. */
    public static final class WriteField extends Step {
        private final boolean required;
        private final ValueWriter writer;

        /** @param required whether there must be a value, whatever {@code nothing} says */
        public WriteField(String path, ValueSource source, Nothing nothing, boolean required, ValueWriter writer) {
            super(path, source, nothing);
            this.required = required;
            this.writer = writer;
        }

        @Override
        int execute(ConversionContext context) throws RecordRefusedException {
            Value value = context.value();
            readSource(context, value);
            if (!value.isNothing()) {
                writeBranch(context.out());
                writer.write(value, context);
            } else if (required) {
                throw new RecordRefusedException(
                        FailureReason.CHECK_FAILED,
                        path(),
                        path() + " is " + value.shape() + " at " + context.missing(source())
                                + "; it is \"required\": send a value");
            } else if (!writeNothing(value, context.out())) {
                throw new RecordRefusedException(
                        FailureReason.MISSING_VALUE,
                        path(),
                        path() + " is " + value.shape() + " at " + context.missing(source())
                                + "; send a value, or make the field nullable");
            }
            return 0;
        }
    }

    /** A field that is the same in every record. */
    public static final class WriteConstant extends Step {
        private final byte[] encoded;

        private WriteConstant(WriteField field, byte[] encoded) {
            super(field.path(), field.source(), new Nothing(NO_BRANCH, null, null));
            this.encoded = encoded;
        }

        /**
         * Does once what the field would do for each record.
         *
         * @param scratch of the plan that the field is in
         */
        public static WriteConstant of(WriteField field, ScratchSpace scratch) throws RecordRefusedException {
            EncodedRecord out = new EncodedRecord();
            field.execute(ConversionContext.ofConstants(out, scratch));
            return new WriteConstant(field, Arrays.copyOf(out.bytes(), out.length()));
        }

        @Override
        int execute(ConversionContext context) {
            context.out().writeRaw(encoded, 0, encoded.length);
            return 0;
        }
    }

    /** A nested record, whose own fields are the next steps. */
    public static final class OpenRecord extends Step {
        private final int fields;

        public OpenRecord(String path, ValueSource source, Nothing nothing, int fields) {
            super(path, source, nothing);
            this.fields = fields;
        }

        @Override
        int fields() {
            return fields;
        }

        @Override
        int execute(ConversionContext context) throws RecordRefusedException {
            Value value = context.value();
            readSource(context, value);
            if (value.isNothing() && writeNothing(value, context.out())) {
                return fields;
            }
            // A record that must be there is written even so: its fields may come from elsewhere, or have defaults.
            if (!value.isNothing() && value.kind() != Value.OBJECT) {
                throw new RecordRefusedException(
                        FailureReason.WRONG_TYPE,
                        path(),
                        path() + " is " + value.shape() + " at " + source() + "; send an object");
            }
            writeBranch(context.out());
            return 0;
        }
    }
}
