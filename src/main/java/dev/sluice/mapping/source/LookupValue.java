package dev.sluice.mapping.source;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupResult;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.NoRow;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code "lookup"}: a value of the row that a key finds in a lookup table. */
record LookupValue(String table, List<SourceSpec> key, JsonPointer value, OnMissing onMissing) implements SourceSpec {

    static final EtlPart<SourceSpec> KIND =
            new EtlPart<>(List.of("lookup", "key", "value", "onMissing"), LookupValue::read);

    /** What a record without such a row comes to. */
    enum OnMissing {
        RETRY("tried again later"),
        REJECT("refused"),
        NULL("null");

        private final String outcome;

        OnMissing(String outcome) {
            this.outcome = outcome;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    LookupValue {
        key = List.copyOf(key);
    }

    /** Reads the words of a lookup, in an attribute or in one of its factors. */
    static Optional<LookupValue> read(EtlWords words) {
        String table = words.text("lookup", "a table's name");
        List<SourceSpec> key = key(words);
        JsonPointer value = words.pointer("value");
        OnMissing onMissing = words.choice("onMissing", List.of(OnMissing.values()), OnMissing::word);
        if (table == null || key.isEmpty() || value == null) {
            return Optional.empty();
        }
        return Optional.of(new LookupValue(table, key, value, onMissing == null ? OnMissing.REJECT : onMissing));
    }

    /** A list is a composite key. */
    private static List<SourceSpec> key(EtlWords words) {
        Object written = words.get("key");
        List<SourceSpec> parts = new ArrayList<>();
        for (Object one : written instanceof List<?> list ? list : Arrays.asList(written)) {
            SourceSpec part = SourceReader.read(one, "key", words);
            if (part != null) {
                parts.add(part);
            }
        }
        if (written instanceof List<?> list && list.isEmpty()) {
            words.problem("etl's \"key\" is empty; name one source or more");
        }
        return parts;
    }

    @Override
    public String describe(String start) {
        return value + " of lookup table " + table + " by "
                + key.stream().map(part -> part.describe(start)).collect(Collectors.joining(" and "));
    }

    @Override
    public List<String> misses() {
        return List.of("a miss in " + table + " is " + onMissing.outcome);
    }

    @Override
    public boolean isComputed() {
        return true;
    }

    @Override
    public void checkFit(TargetField field) {
        checkFactor(field);
        field.require(!field.writer().takes(Value.ARRAY) && !field.writer().takes(Value.OBJECT));
    }

    @Override
    public void checkFactor(TargetField field) {
        if (onMissing == OnMissing.NULL && !field.canBeNull()) {
            field.problem("etl's \"onMissing\" is \"null\", which the field cannot be; make it nullable");
        }
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        int slot = scope.rowSlot(table, value, path);
        return new InRow(this, scope.lookup(table, key, path), slot, path);
    }

    /** Absent if there is no key, or no row and that means null. */
    private record InRow(LookupValue spec, RowLookup lookup, int slot, String path) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) throws RecordRefusedException {
            RowLookup.Search search = lookup.find(context, path);
            LookupResult result = search.result();
            if (result instanceof LookupRow row) {
                row.read(slot, into);
            } else if (result == NoRow.PENDING) {
                throw pending();
            } else if (search.hasKey() && spec.onMissing != OnMissing.NULL) {
                throw miss();
            } else {
                into.setNothing(Value.ABSENT);
            }
        }

        private RecordRefusedException pending() {
            return new RecordRefusedException(
                    FailureReason.LOOKUP_PENDING,
                    path,
                    path + ": the row of lookup table " + spec.table + " under the record's " + lookup.keyWords()
                            + " has not come yet; the record waits for it");
        }

        private RecordRefusedException miss() {
            boolean waits = spec.onMissing == OnMissing.RETRY;
            return new RecordRefusedException(
                    waits ? FailureReason.LOOKUP_PENDING : FailureReason.LOOKUP_MISS,
                    path,
                    path + ": lookup table " + spec.table + " has no row under the record's " + lookup.keyWords()
                            + (waits ? " yet" : "") + "; add the row, or say \"onMissing\": "
                            + (waits ? "\"null\"" : "\"retry\" or \"null\""));
        }

        @Override
        public String toString() {
            return spec.value + " of lookup table " + spec.table;
        }
    }
}
