package dev.sluice.mapping.compile;

import dev.sluice.mapping.check.CheckTarget;
import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.plan.RecordPlan;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.plan.Step;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.AvroTypes;
import dev.sluice.mapping.schema.DefaultCheck;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.source.AtPointers;
import dev.sluice.mapping.source.PipelineSpec;
import dev.sluice.mapping.source.Rest;
import dev.sluice.mapping.source.SourceScope;
import dev.sluice.mapping.source.SourceSpec;
import dev.sluice.mapping.source.TargetField;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Compiles the fields of one record type to the plan for one JSON object: walks them in order, which is the order of
 * Avro binary, and lists the steps to write them.
 *
 * <p>Nested records are part of the plan of the record around them, and their pointers start at the same object. The
 * items of arrays and maps, and records in unions of several types, have plans and pointers of their own.
 */
final class RecordCompiler {

    private final Compilation compilation;
    private final Problems problems;
    private final String subject;
    private final boolean isItem;
    private final boolean isExact;
    private final ScratchSpace scratch = new ScratchSpace();
    private final WriterCompiler writers;
    private final SourceScope scope;
    private final List<Step> steps = new ArrayList<>();

    private RecordCompiler(Compilation compilation, String subject, boolean isItem, boolean isExact) {
        this.isExact = isExact;
        this.compilation = compilation;
        this.problems = compilation.problems;
        this.subject = subject;
        this.isItem = isItem;
        this.scope = new SourceScope(compilation.rows, scratch);
        this.writers = new WriterCompiler(compilation, scope, scratch);
    }

    /** The compiler of the record that a document makes. */
    static RecordCompiler ofRoot(Compilation compilation) {
        return new RecordCompiler(compilation, "the value", false, false);
    }

    /**
     * The compiler of a record that is read as an object of its own, of which a document can have several.
     *
     * @param isExact whether it is one of several types of a union, so that no string in it is taken for a number
     */
    static RecordCompiler ofItem(Compilation compilation, String path, boolean isExact) {
        return new RecordCompiler(compilation, path, true, isExact);
    }

    RecordPlan compile(Schema record, String path) {
        PipelineSpec.Explode explode = compilation.pipeline.explode();
        if (isItem) {
            explode = null;
        } else {
            scope.read(compilation.pipeline);
        }
        compileFields(record, path, List.of(JsonPointer.ROOT));
        return new RecordPlan(subject, scope.document(), steps, scratch, explode == null ? null : explode.empty());
    }

    /** @param bases the objects in which fields are looked for by their names */
    private void compileFields(Schema record, String path, List<JsonPointer> bases) {
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
        FieldSpec written = compilation.specs.read(field, path);
        FieldSpec spec = isExact ? written.exact() : written;
        AtPointers names = names(field, bases);
        SourceSpec source =
                FieldSpecReader.cleaned(spec.source() == null ? names : spec.source(), spec, field.schema());
        compilation.descriptions.add(field, path, spec, source, isItem ? subject : "");
        String badDefault = field.hasDefaultValue() ? DefaultCheck.problem(field) : null;
        if (badDefault != null) {
            problems.add(path, "its default " + badDefault + "; write one that a record could have");
        }
        FieldType type = FieldType.of(field.schema());
        if (type.value().getType() == Schema.Type.RECORD) {
            compileRecord(field, type, path, spec, names);
        } else {
            compileValue(field, type, path, spec, source);
        }
    }

    private void compileRecord(Schema.Field field, FieldType type, String path, FieldSpec spec, AtPointers names) {
        AtPointers places = spec.source() instanceof AtPointers from ? from : names;
        if (!spec.exact().equals(FieldSpec.NONE.exact())
                && !spec.exact().equals(FieldSpec.ofSource(places).exact())) {
            problems.add(path, "a record's etl can have \"from\" only; put the rest on the record's fields");
        }
        if (spec.source() != null && places.pointers().size() > 1) {
            problems.add(path, "a record's \"from\" is one pointer, so that no record is mixed of two; name one");
        }
        int at = steps.size();
        ValueSource object = places.compile(scope, path);
        compileFields(type.value(), path, places.pointers());
        steps.add(at, new Step.OpenRecord(path, object, type.nothing(field, false), steps.size() - at));
    }

    private void compileValue(Schema.Field field, FieldType type, String path, FieldSpec spec, SourceSpec source) {
        scope.takeAsked();
        ValueWriter writer = writers.writer(type.value(), path, withImplied(spec, source, type.value()));
        if (writer == null) {
            return;
        }
        Step.Nothing nothing = type.nothing(field, source.isComputed());
        ValueSource values = source.compile(scope, path);
        if (spec.eventTime()) {
            checkEventTime(field, type.value(), source, spec, path);
        }
        source.checkFit(new TargetField(
                type.value(),
                values,
                nothing.whenNull() != null,
                spec.unit() != null,
                new CheckTarget(path, writer, scratch, problems)));
        Step.WriteField step = new Step.WriteField(path, values, nothing, spec.required(), writer);
        steps.add(source.isConstant() ? constant(step, path) : step);
    }

    private Step constant(Step.WriteField field, String path) {
        try {
            return Step.WriteConstant.of(field, scratch);
        } catch (RecordRefusedException e) {
            problems.add(path, "etl's \"constant\": " + e.getMessage());
            return field;
        }
    }

    /** What a source says of how its values are read. */
    private static FieldSpec withImplied(FieldSpec spec, SourceSpec source, Schema type) {
        if (source instanceof Rest) {
            return spec.asJson();
        }
        if (source.isRaw()) {
            return spec.raw();
        }
        return source.impliedUnit() != null && AvroTypes.isTimestamp(type) ? spec.withUnit(source.impliedUnit()) : spec;
    }

    private void checkEventTime(Schema.Field field, Schema type, SourceSpec source, FieldSpec spec, String path) {
        boolean isZoned =
                spec.reading().time().zone() != null && (AvroTypes.isDate(type) || AvroTypes.isLocalTimestamp(type));
        if (!AvroTypes.isTimestamp(type) && !isZoned) {
            problems.add(
                    path,
                    "etl's \"eventTime\" goes with timestamps, and with local timestamps and dates of a \"zone\"; name the"
                            + " zone that its times are in");
        }
        if (isItem) {
            problems.add(path, "etl's \"eventTime\" is within items, of which there may be several or none");
        }
        if (source.isConstant()) {
            problems.add(path, "etl's \"eventTime\" does not go with a constant; name a value of the record");
        }
        PipelineSpec.Explode explode = compilation.pipeline.explode();
        if (explode != null && scope.takeAsked().stream().anyMatch(explode.from()::leadsInto)) {
            problems.add(
                    path,
                    "etl's \"eventTime\" is within the rows at " + explode.from()
                            + ", and a record has one; name a value of the record outside of them");
        }
        if (!compilation.eventTimePath.isEmpty()) {
            problems.add(path, "etl's \"eventTime\" is on " + compilation.eventTimePath + " already; keep one of them");
        }
        compilation.eventTimePath = path;
        if (field.hasDefaultValue() && field.defaultVal() != JsonProperties.NULL_VALUE) {
            problems.add(path, "the event time can have no default but null: without one, Kafka's timestamp counts");
        }
    }

    /**
     * Where a field without a source is looked for: its name, then its aliases, under each place of its record.
     */
    private static AtPointers names(Schema.Field field, List<JsonPointer> bases) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (JsonPointer base : bases) {
            pointers.add(base.child(field.name()));
            field.aliases().forEach(alias -> pointers.add(base.child(alias)));
        }
        return new AtPointers(pointers);
    }
}
