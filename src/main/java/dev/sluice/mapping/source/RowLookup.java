package dev.sluice.mapping.source;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupResult;
import dev.sluice.mapping.lookup.NoRow;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.plan.ValueSource;

/** Finds a row once per record, so that all fields that read it see the same one. Immutable. */
final class RowLookup {

    /** Joins the parts of a composite key. */
    private static final byte SEPARATOR = '|';

    private final String table;
    private final int tableIndex;
    private final ValueSource[] key;
    private final String keyWords;
    private final Scratch<Search> search;

    /**
     * @param tableIndex the table's place among the mapping's tables
     * @param key whose values make up the key
     * @param keyWords what messages call the key
     */
    RowLookup(String table, int tableIndex, ValueSource[] key, String keyWords, ScratchSpace scratch) {
        this.table = table;
        this.tableIndex = tableIndex;
        this.key = key.clone();
        this.keyWords = keyWords;
        this.search = scratch.add(context -> new Search());
    }

    /** How a search ended, for the object that it was made for. */
    static final class Search {
        private final LookupKey key = LookupKey.probe();
        private final Value part = new Value();
        private long object = -1;
        private boolean hasKey;
        private LookupResult result = NoRow.MISSING;

        /** Whether the record has the values of a key. */
        boolean hasKey() {
            return hasKey;
        }

        /** What is under the key; {@link NoRow#MISSING} without key. */
        LookupResult result() {
            return result;
        }
    }

    String keyWords() {
        return keyWords;
    }

    Search find(ConversionContext context, String path) throws RecordRefusedException {
        Search own = context.scratch(search);
        if (own.object != context.objects()) {
            own.result = NoRow.MISSING;
            own.hasKey = readKey(own, context, path);
            if (own.hasKey) {
                own.result = context.table(tableIndex).find(own.key);
            }
            own.object = context.objects();
        }
        return own;
    }

    private boolean readKey(Search own, ConversionContext context, String path) throws RecordRefusedException {
        Value part = own.part;
        own.key.clear();
        for (int i = 0; i < key.length; i++) {
            int slot = key[i].onlySlot();
            if (slot >= 0) {
                context.slots().read(slot, part);
            } else {
                key[i].read(context, part);
            }
            if (part.kind() == Value.COMPUTED) {
                context.toText(part);
            }
            if (part.isNothing()) {
                return false;
            }
            if (!part.isText()) {
                throw refused(
                        part.kind() == Value.BROKEN_STRING ? FailureReason.INVALID_TEXT : FailureReason.WRONG_TYPE,
                        path,
                        part.shape() + "; send a string or a number");
            }
            if (i > 0) {
                own.key.append(SEPARATOR);
            }
            if (key.length > 1 && contains(part, SEPARATOR)) {
                throw refused(FailureReason.INVALID_TEXT, path, "a string with the separator | in it; send none");
            }
            own.key.append(part.bytes(), part.offset(), part.length());
        }
        return true;
    }

    private static boolean contains(Value text, byte wanted) {
        for (int i = text.offset(); i < text.end(); i++) {
            if (text.bytes()[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private RecordRefusedException refused(FailureReason reason, String path, String shapeAndRemedy) {
        return new RecordRefusedException(
                reason,
                path,
                path + ": the key of lookup table " + table + ", " + keyWords + ", holds " + shapeAndRemedy);
    }
}
