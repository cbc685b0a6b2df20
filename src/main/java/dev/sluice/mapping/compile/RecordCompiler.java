package dev.sluice.mapping.compile;

import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.Lookup;
import dev.sluice.mapping.plan.RecordPlan;
import dev.sluice.mapping.plan.Source;
import dev.sluice.mapping.plan.Step;
import dev.sluice.mapping.plan.TimeWriters;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.AvroDefaults;
import dev.sluice.mapping.schema.AvroTypes;
import dev.sluice.mapping.schema.DefaultCheck;
import dev.sluice.mapping.schema.Etl;
import dev.sluice.mapping.schema.FieldType;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.schema.SchemaText;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the fields of one record type to the plan for one JSON object: walks them in order, which is the order of
 * Avro binary, and lists the steps to write them.
 *
 * <p>Nested records are part of the plan of the record around them, and their pointers start at the same object. The
 * items of arrays and maps, and records in unions of several types, have plans and pointers of their own.
 */
public final class RecordCompiler {

    private final Compilation compilation;
    private final Problems problems;
    private final String subject;
    private final boolean isItem;
    private final ValueWriters valueWriters;
    private final SourceCompiler sources;
    private final List<Step> steps = new ArrayList<>();
    private final List<RecordPlan> records = new ArrayList<>();
    private int collections;

    /**
     * @param subject what messages call the object
     * @param isItem whether a document can have several of these objects
     */
    public RecordCompiler(Compilation compilation, String subject, boolean isItem) {
        this.compilation = compilation;
        this.problems = compilation.problems;
        this.subject = subject;
        this.isItem = isItem;
        this.valueWriters = new ValueWriters(compilation, this);
        this.sources = new SourceCompiler(compilation.rows);
    }

    public RecordPlan plan() {
        return new RecordPlan(
                subject,
                sources.documentTrie(),
                steps.toArray(new Step[0]),
                sources.lookupCount(),
                collections,
                List.copyOf(records));
    }

    /** The place of one more array or map among the plan's. */
    public int addCollection() {
        return collections++;
    }

    /** Compiles a record that is read as an object of its own; returns its place among the plan's. */
    public int addRecord(Schema record, String path) {
        RecordCompiler own = new RecordCompiler(compilation, path, true);
        own.compileFields(record, path, List.of(JsonPointer.ROOT));
        records.add(own.plan());
        return records.size() - 1;
    }

    /** @param bases the objects in which fields are looked for by their names */
    public void compileFields(Schema record, String path, List<JsonPointer> bases) {
        compilation.attributes.checkType(record, path);
        String name = record.getFullName();
        if (compilation.openRecords.contains(name)) {
            problems.add(
                    path,
                    "record " + name + " holds itself, which few readers of a data lake can read; spell out as many"
                            + " levels as you need, each a record of its own name");
            return;
        }
        compilation.openRecords.add(name);
        for (Schema.Field field : record.getFields()) {
            compileField(field, path.isEmpty() ? field.name() : path + "." + field.name(), bases);
        }
        compilation.openRecords.remove(name);
    }

    private void compileField(Schema.Field field, String path, List<JsonPointer> bases) {
        compilation.attributes.checkField(field, path);
        Etl etl = compilation.etlReader.read(field.getObjectProp(SchemaText.ETL), path);
        compilation.descriptions.add(field, path, etl, defaultPointers(field, bases), isItem ? subject : "");
        String badDefault = field.hasDefaultValue() ? DefaultCheck.problem(field) : null;
        if (badDefault != null) {
            problems.add(path, "its default " + badDefault + "; write one that a record could have");
        }
        FieldType type = FieldType.of(field.schema());
        if (type.value().getType() == Schema.Type.RECORD) {
            compileRecord(field, type, path, etl, defaultPointers(field, bases));
        } else {
            compileValue(field, type, path, etl, defaultPointers(field, bases));
        }
    }

    private void compileRecord(Schema.Field field, FieldType type, String path, Etl etl, List<JsonPointer> names) {
        if (!etl.equals(Etl.ofOrigin(etl.origin())) || etl.origin() != null && !(etl.origin() instanceof Etl.From)) {
            problems.add(path, "a record's etl can have \"from\" only; put the rest on the record's fields");
        }
        List<JsonPointer> pointers = etl.origin() instanceof Etl.From from ? from.pointers() : names;
        if (etl.origin() != null && pointers.size() > 1) {
            problems.add(path, "a record's \"from\" is one pointer, so that no record is mixed of two; name one");
        }
        int at = steps.size();
        Source source = sources.atPointers(pointers, path);
        compileFields(type.value(), path, pointers);
        steps.add(at, new Step.OpenRecord(path, source, nothing(field, type, false), steps.size() - at));
    }

    private void compileValue(Schema.Field field, FieldType type, String path, Etl etl, List<JsonPointer> names) {
        if (etl.eventTime()) {
            checkEventTime(field, type.value(), etl, path);
        }
        ValueWriter writer = valueWriters.writer(type.value(), path, withImpliedUnit(etl, type.value()));
        if (writer == null) {
            return;
        }
        boolean computed = etl.origin() instanceof Etl.FromProduct || etl.origin() instanceof Etl.FromRow;
        Step.Nothing nothing = nothing(field, type, computed);
        Source source = sources.source(etl.origin(), names, path);
        checkOrigin(etl, type.value(), writer, source, nothing, path);
        Step.WriteField step =
                new Step.WriteField(path, source, nothing, etl.checks().required(), writer);
        steps.add(etl.origin() instanceof Etl.FromConstant ? constant(step) : step);
    }

    private Step constant(Step.WriteField field) {
        try {
            return Step.WriteConstant.of(field, compilation.maskKey);
        } catch (RecordRefusedException e) {
            problems.add(field.path(), "etl's \"constant\": " + e.getMessage());
            return field;
        }
    }

    /** The times that Kafka and the clock give are milliseconds, and nobody has to say so. */
    private Etl withImpliedUnit(Etl etl, Schema type) {
        return etl.origin() instanceof Etl.FromMetadata metadata
                        && metadata.item().isInstant()
                        && AvroTypes.isTimestamp(type)
                ? etl.withUnit(TimeWriters.Unit.MILLIS)
                : etl;
    }

    private void checkEventTime(Schema.Field field, Schema type, Etl etl, String path) {
        if (!AvroTypes.isTimestamp(type)) {
            problems.add(path, "etl's \"eventTime\" goes with timestamps only");
        }
        if (isItem) {
            problems.add(path, "etl's \"eventTime\" is within items, of which there may be several or none");
        }
        if (etl.origin() instanceof Etl.FromConstant) {
            problems.add(path, "etl's \"eventTime\" does not go with a constant; name a value of the record");
        }
        if (!compilation.eventTimePath.isEmpty()) {
            problems.add(path, "etl's \"eventTime\" is on " + compilation.eventTimePath + " already; keep one of them");
        }
        compilation.eventTimePath = path;
        if (field.hasDefaultValue() && field.defaultVal() != JsonProperties.NULL_VALUE) {
            problems.add(path, "the event time can have no default but null: without one, Kafka's timestamp counts");
        }
    }

    private void checkOrigin(
            Etl etl, Schema type, ValueWriter writer, Source source, Step.Nothing nothing, String path) {
        Etl.Origin origin = etl.origin();
        if (origin instanceof Etl.From from && from.pointers().stream().anyMatch(JsonPointer::isRoot)) {
            problems.add(path, "etl's \"from\" is the whole document, which is an object; name a member of it");
        }
        if (origin instanceof Etl.FromMetadata && etl.unit() != null) {
            problems.add(path, "etl's \"unit\" does not go with metadata, whose times are milliseconds");
        }
        if (origin instanceof Etl.FromRow row) {
            checkOnMissing(row, nothing, path);
        }
        if (origin instanceof Etl.FromProduct product) {
            for (Etl.Origin factor : product.factors()) {
                if (factor instanceof Etl.FromRow row) {
                    checkOnMissing(row, nothing, path);
                }
            }
        }
        if (!fits(origin, type, writer)) {
            problems.add(path, "its source, " + source + ", does not fit its type, " + AvroTypes.nameOf(type));
        }
    }

    private static boolean fits(Etl.@Nullable Origin origin, Schema type, ValueWriter writer) {
        boolean isInteger = AvroTypes.isInteger(type);
        boolean isLong = isInteger && type.getType() == Schema.Type.LONG;
        if (origin instanceof Etl.FromProduct) {
            return isInteger || AvroTypes.isDecimal(type);
        }
        if (origin instanceof Etl.FromRow) {
            return !writer.takes(Value.ARRAY) && !writer.takes(Value.OBJECT);
        }
        if (origin instanceof Etl.FromHeader) {
            return writer.takes(Value.STRING);
        }
        if (origin instanceof Etl.FromMetadata metadata) {
            return switch (metadata.item()) {
                case TOPIC, KEY -> writer.takes(Value.STRING);
                case PARTITION -> isInteger;
                case OFFSET -> isLong;
                case TIMESTAMP, INGESTION_TIME -> isLong || AvroTypes.isTimestamp(type);
            };
        }
        return true;
    }

    private void checkOnMissing(Etl.FromRow row, Step.Nothing nothing, String path) {
        if (row.onMissing() == Lookup.OnMissing.NULL && nothing.whenNull() == null) {
            problems.add(path, "etl's \"onMissing\" is \"null\", which the field cannot be; make it nullable");
        }
    }

    /**
     * What the field says of nothing: an absent value is the default or else null, a null one is null. A computed value
     * knows no difference: it is null or else the default.
     */
    private static Step.Nothing nothing(Schema.Field field, FieldType type, boolean computed) {
        byte[] none = type.encodedNull();
        byte[] byDefault = field.hasDefaultValue() ? AvroDefaults.encode(field) : null;
        if (computed) {
            byte[] either = none == null ? byDefault : none;
            return new Step.Nothing(type.branch(), either, either);
        }
        return new Step.Nothing(type.branch(), byDefault == null ? none : byDefault, none);
    }

    /**
     * Where a field without {@code "from"} is looked for: its name, then its aliases, under each place of its record.
     */
    private static List<JsonPointer> defaultPointers(Schema.Field field, List<JsonPointer> bases) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (JsonPointer base : bases) {
            pointers.add(base.child(field.name()));
            field.aliases().forEach(alias -> pointers.add(base.child(alias)));
        }
        return pointers;
    }
}
