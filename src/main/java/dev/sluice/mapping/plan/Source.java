package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.Decimal;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;

/** Where a field's value comes from. Immutable; what changes is in the conversion. */
public abstract class Source {

    /** Puts the value, or {@link Value#ABSENT}, into {@code into}, which may be the conversion's own value. */
    public abstract void read(Conversion conversion, Value into) throws RecordRefusedException;

    /** The slot whose value this always is; negative if there is none. */
    public int onlySlot() {
        return -1;
    }

    /** The source in words: pointers, tables and names of the schema. */
    @Override
    public abstract String toString();

    /** The first value at some pointers that is there; null if one of them is null and none has any. */
    public static final class AtPointers extends Source {
        private final int[] slots;
        private final String pointers;

        public AtPointers(int[] slots, String pointers) {
            this.slots = slots;
            this.pointers = pointers;
        }

        @Override
        public void read(Conversion conversion, Value into) {
            int found = slots[0];
            for (int slot : slots) {
                byte kind = conversion.slots.kind(slot);
                if (kind > Value.NULL) {
                    found = slot;
                    break;
                }
                found = kind == Value.NULL ? slot : found;
            }
            conversion.slots.read(found, into);
        }

        @Override
        public int onlySlot() {
            return slots.length == 1 ? slots[0] : -1;
        }

        @Override
        public String toString() {
            return pointers;
        }
    }

    /** A value of a lookup table's row; absent if there is no key, or no row and that means null. */
    public static final class InRow extends Source {
        private final Lookup lookup;
        private final int slot;
        private final String pointer;
        private final Lookup.OnMissing onMissing;
        private final String path;

        public InRow(Lookup lookup, int slot, String pointer, Lookup.OnMissing onMissing, String path) {
            this.lookup = lookup;
            this.slot = slot;
            this.pointer = pointer;
            this.onMissing = onMissing;
            this.path = path;
        }

        @Override
        public void read(Conversion conversion, Value into) throws RecordRefusedException {
            switch (conversion.find(lookup, path)) {
                case FOUND -> conversion.row(lookup).read(slot, into);
                case NO_KEY -> into.setNothing(Value.ABSENT);
                case MISS -> {
                    if (onMissing != Lookup.OnMissing.NULL) {
                        throw miss();
                    }
                    into.setNothing(Value.ABSENT);
                }
            }
        }

        private RecordRefusedException miss() {
            boolean waits = onMissing == Lookup.OnMissing.RETRY;
            return new RecordRefusedException(
                    waits ? FailureReason.LOOKUP_PENDING : FailureReason.LOOKUP_MISS,
                    path,
                    path + ": lookup table " + lookup.table() + " has no row under the record's "
                            + lookup.keyPointers() + (waits ? " yet" : "") + "; add the row, or say \"onMissing\": "
                            + (waits ? "\"null\"" : "\"retry\" or \"null\""));
        }

        @Override
        public String toString() {
            return pointer + " of lookup table " + lookup.table();
        }
    }

    /** The exact product of numbers; absent if one of them is. */
    public static final class Product extends Source {
        private final Source[] operands;
        private final String path;

        public Product(Source[] operands, String path) {
            this.operands = operands.clone();
            this.path = path;
        }

        @Override
        public void read(Conversion conversion, Value into) throws RecordRefusedException {
            Decimal product = conversion.decimal;
            product.set(1, 0);
            for (Source factor : operands) {
                factor.read(conversion, into);
                if (into.isNothing()) {
                    return;
                }
                product.multiply(operand(conversion, factor, into));
            }
            into.setNothing(Value.COMPUTED);
        }

        private Decimal operand(Conversion conversion, Source factor, Value value) throws RecordRefusedException {
            if (value.number != null) {
                return value.number;
            }
            if (!value.isText()) {
                boolean broken = value.kind == Value.BROKEN_STRING;
                throw refused(broken ? FailureReason.INVALID_TEXT : FailureReason.WRONG_TYPE, factor, value);
            }
            switch (conversion.readText(value, conversion.operand)) {
                case OK -> {
                    return conversion.operand;
                }
                case NO_NUMBER -> throw refused(FailureReason.INVALID_TEXT, factor, value);
                default -> throw refused(FailureReason.OUT_OF_RANGE, factor, value);
            }
        }

        private RecordRefusedException refused(FailureReason reason, Source factor, Value value) {
            return new RecordRefusedException(
                    reason,
                    path,
                    path + ": its factor " + factor + " is " + value.shape()
                            + "; send a number, or a string that holds one, with an exponent of at most "
                            + Decimal.MAX_EXPONENT);
        }

        @Override
        public String toString() {
            return "a product";
        }
    }

    /** A value that stands in the schema. */
    public static final class Constant extends Source {
        private final Object value;

        public Constant(Object value) {
            this.value = value;
        }

        @Override
        public void read(Conversion conversion, Value into) {
            into.setConstant(value);
        }

        @Override
        public String toString() {
            return "a constant";
        }
    }

    /** A Kafka header as text. */
    public static final class Header extends Source {
        private final String name;

        public Header(String name) {
            this.name = name;
        }

        @Override
        public void read(Conversion conversion, Value into) {
            into.setText(conversion.source().header(name));
        }

        @Override
        public String toString() {
            return "header " + name;
        }
    }
}
