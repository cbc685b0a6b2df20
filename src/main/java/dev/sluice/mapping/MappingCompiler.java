package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Compiles a schema: walks its fields in order, which is the order of Avro binary, and lists the steps to write them. */
final class MappingCompiler {

    private static final String LOGICAL_TYPE = "logicalType";

    private final Problems problems = new Problems();
    private final EtlReader etlReader = new EtlReader(problems);
    private final ValueWriters valueWriters = new ValueWriters(problems);
    private final CheckCompiler checkCompiler = new CheckCompiler(problems);
    private final SourceCompiler sources = new SourceCompiler();
    private final FieldDescriptions descriptions = new FieldDescriptions();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> openRecords = new ArrayList<>();
    private String eventTimePath = "";

    private final @Nullable MaskKey maskKey;

    private MappingCompiler(MappingOptions options) {
        this.maskKey = options.maskKey();
    }

    static Mapping compile(String avsc, MappingOptions options) {
        return new MappingCompiler(options).compileSchema(avsc);
    }

    private Mapping compileSchema(String avsc) {
        Schema schema = null;
        String writerSchema = "";
        try {
            String stripped = SchemaText.withoutEtl(avsc);
            schema = new Schema.Parser().parse(avsc);
            writerSchema = new Schema.Parser().parse(stripped).toString();
        } catch (IllegalArgumentException | AvroRuntimeException e) {
            problems.add("", "it does not parse: " + e.getMessage());
        }
        if (schema != null && schema.getType() != Schema.Type.RECORD) {
            problems.add("", "its type is " + schema.getType().getName() + "; expected a record");
        } else if (schema != null) {
            compileFields(schema, "", List.of(JsonPointer.ROOT));
        }
        problems.throwIfAny();
        String normalised = String.valueOf(schema);
        return new Mapping(
                writerSchema,
                SchemaText.fingerprint(writerSchema),
                SchemaText.fingerprint(normalised),
                descriptions.fields(),
                steps.toArray(new Step[0]),
                sources.documentTrie(),
                sources.rowTries(),
                sources.lookupCount(),
                maskKey);
    }

    private void compileFields(Schema schema, String path, List<JsonPointer> bases) {
        checkTypeAttributes(schema, path);
        openRecords.add(schema.getFullName());
        for (Schema.Field field : schema.getFields()) {
            compileField(field, path.isEmpty() ? field.name() : path + "." + field.name(), bases);
        }
        openRecords.remove(openRecords.size() - 1);
    }

    private void compileField(Schema.Field field, String path, List<JsonPointer> bases) {
        checkFieldAttributes(field, path);
        Etl etl = etlReader.read(field.getObjectProp(SchemaText.ETL), path);
        descriptions.add(field, path, etl, defaultPointers(field, bases));
        FieldType type = FieldType.of(field.schema());
        if (type == null) {
            problems.add(path, "a union other than of null and one type is not supported; keep null and one type");
        } else if (type.value().getType() == Schema.Type.RECORD) {
            compileRecord(field, type, path, etl, defaultPointers(field, bases));
        } else {
            compileValue(field, type, path, etl, defaultPointers(field, bases));
        }
    }

    private void compileRecord(Schema.Field field, FieldType type, String path, Etl etl, List<JsonPointer> names) {
        Schema record = type.value();
        if (openRecords.contains(record.getFullName())) {
            problems.add(path, "record " + record.getFullName() + " holds itself; recursive schemas are not supported");
            return;
        }
        if (etl.origin() != null && !(etl.origin() instanceof Etl.From)
                || !etl.equals(new Etl(etl.origin(), null, false, Etl.Checks.NONE, null))) {
            problems.add(path, "a record's etl can have \"from\" only; put the rest on the record's fields");
        }
        List<JsonPointer> pointers = etl.origin() instanceof Etl.From from ? from.pointers() : names;
        if (etl.origin() != null && pointers.size() > 1 && pointers != names) {
            problems.add(path, "a record's \"from\" is one pointer, so that no record is mixed of two; name one");
        }
        int at = steps.size();
        Source source = sources.atPointers(pointers, path);
        compileFields(record, path, pointers);
        steps.add(at, new Step.OpenRecord(path, source, nothing(field, type, false), steps.size() - at));
    }

    private void compileValue(Schema.Field field, FieldType type, String path, Etl etl, List<JsonPointer> names) {
        checkTypeAttributes(type.value(), path);
        Etl.Origin origin = etl.origin();
        Etl.FromProduct product = origin instanceof Etl.FromProduct fromProduct ? fromProduct : null;
        ValueWriter writer = valueWriters.writer(
                type.value(), path, withImpliedUnit(etl, type.value()), product == null ? null : product.rounding());
        if (etl.eventTime()) {
            checkEventTime(field, path);
        }
        if (writer == null) {
            return;
        }
        ValueWriter masked = etl.mask() == null ? writer : masked(writer, etl.mask(), path);
        ValueWriter checked = etl.checks().onValue() ? checkCompiler.checked(masked, etl.checks(), path) : masked;
        boolean computed = product != null || origin instanceof Etl.FromRow;
        Step.Nothing nothing = nothing(field, type, computed);
        checkOrigin(origin, etl, type.value(), writer, nothing, path);
        Step.WriteField step = new Step.WriteField(
                path, sources.source(origin, names, path), nothing, etl.checks().required(), checked);
        steps.add(origin instanceof Etl.FromConstant ? constant(step, etl) : step);
    }

    private ValueWriter masked(ValueWriter writer, MaskWriters.Mask mask, String path) {
        if (!(writer instanceof TextWriters.StringWriter)) {
            problems.add(path, "etl's \"mask\" goes with string only");
        } else if (mask == MaskWriters.Mask.HMAC_SHA256 && maskKey == null) {
            problems.add(
                    path,
                    "etl's \"mask\" is \"" + mask.word + "\", which needs a key; set SLUICE_MASK_KEY or"
                            + " SLUICE_MASK_KEY_FILE");
        } else {
            return mask.writer(path);
        }
        return writer;
    }

    private Step constant(Step.WriteField field, Etl etl) {
        if (etl.eventTime()) {
            problems.add(field.path(), "etl's \"eventTime\" does not go with a constant; name a value of the record");
        }
        try {
            return Step.WriteConstant.of(field, maskKey);
        } catch (RecordRefusedException e) {
            problems.add(field.path(), "etl's \"constant\": " + e.getMessage());
            return field;
        }
    }

    /** The times that Kafka and the clock give are milliseconds, and nobody has to say so. */
    private static Etl withImpliedUnit(Etl etl, Schema type) {
        return etl.origin() instanceof Etl.FromMetadata metadata
                        && metadata.item().isInstant()
                        && type.getProp(LOGICAL_TYPE) != null
                ? new Etl(etl.origin(), TimeWriters.Unit.MILLIS, etl.eventTime(), etl.checks(), etl.mask())
                : etl;
    }

    private void checkEventTime(Schema.Field field, String path) {
        if (!eventTimePath.isEmpty()) {
            problems.add(path, "etl's \"eventTime\" is on " + eventTimePath + " already; keep one of them");
        }
        eventTimePath = path;
        if (field.hasDefaultValue() && field.defaultVal() != JsonProperties.NULL_VALUE) {
            problems.add(path, "the event time can have no default but null: without one, Kafka's timestamp counts");
        }
    }

    private void checkOrigin(
            Etl.@Nullable Origin origin, Etl etl, Schema type, ValueWriter writer, Step.Nothing nothing, String path) {
        if (origin == null
                || origin instanceof Etl.FromConstant
                || origin instanceof Etl.From from && from.pointers().stream().noneMatch(JsonPointer::isRoot)) {
            return;
        }
        boolean integer = writer instanceof NumberWriters.IntegerWriter;
        boolean isLong = integer && ((NumberWriters.IntegerWriter) writer).isLong();
        boolean fits = true;
        if (origin instanceof Etl.From) {
            problems.add(path, "etl's \"from\" is the whole document, which is an object; name a member of it");
        } else if (origin instanceof Etl.FromProduct product) {
            fits = integer || writer instanceof NumberWriters.DecimalWriter;
            product.factors().forEach(factor -> checkOnMissing(factor, nothing, path));
        } else if (origin instanceof Etl.FromMetadata metadata) {
            if (etl.unit() != null) {
                problems.add(path, "etl's \"unit\" does not go with metadata, whose times are milliseconds");
            }
            fits = switch (metadata.item()) {
                case TOPIC, KEY -> writer.takesText();
                case PARTITION -> integer;
                case OFFSET -> isLong;
                case TIMESTAMP, INGESTION_TIME -> isLong || writer instanceof TimeWriters.TimestampWriter;
            };
        } else if (origin instanceof Etl.FromHeader) {
            fits = writer.takesText();
        } else {
            checkOnMissing(origin, nothing, path);
        }
        if (!fits) {
            String logicalType = type.getProp(LOGICAL_TYPE);
            problems.add(
                    path,
                    "its source, " + sources.source(origin, List.of(), path) + ", does not fit its type, "
                            + (logicalType == null ? type.getType().getName() : logicalType));
        }
    }

    private void checkOnMissing(Etl.Origin origin, Step.Nothing nothing, String path) {
        if (origin instanceof Etl.FromRow row
                && row.onMissing() == Lookup.OnMissing.NULL
                && nothing.whenNull() == null) {
            problems.add(path, "etl's \"onMissing\" is \"null\", which the field cannot be; make it nullable");
        }
    }

    /**
     * What the field says of nothing: an absent value is the default or else null, a null one is null. A computed value
     * knows no difference: it is null or else the default.
     */
    private Step.Nothing nothing(Schema.Field field, FieldType type, boolean computed) {
        byte[] none = type.encodedNull();
        byte[] byDefault = field.hasDefaultValue() ? AvroDefaults.encode(field) : null;
        if (computed) {
            byte[] either = none == null ? byDefault : none;
            return new Step.Nothing(type.branch(), either, either);
        }
        return new Step.Nothing(type.branch(), byDefault == null ? none : byDefault, none);
    }

    private void checkTypeAttributes(Schema type, String path) {
        for (String attribute : type.getObjectProps().keySet()) {
            if (isLike(attribute, SchemaText.ETL)) {
                problems.add(path, "\"" + attribute + "\" stands on a type; \"etl\" goes on a field, beside its name");
            } else if (!attribute.equals(LOGICAL_TYPE) && isLike(attribute, LOGICAL_TYPE)) {
                problems.add(path, "\"" + attribute + "\" is unknown; did you mean \"" + LOGICAL_TYPE + "\"?");
            }
        }
    }

    private void checkFieldAttributes(Schema.Field field, String path) {
        for (String attribute : field.getObjectProps().keySet()) {
            if (!attribute.equals(SchemaText.ETL) && isLike(attribute, SchemaText.ETL)) {
                problems.add(path, "\"" + attribute + "\" is unknown; did you mean \"" + SchemaText.ETL + "\"?");
            } else if (isLike(attribute, LOGICAL_TYPE)) {
                problems.add(
                        path,
                        "\"" + attribute + "\" stands on the field, where Avro ignores it; write"
                                + " \"type\": {\"type\": …, \"logicalType\": …}");
            }
        }
    }

    /** Whether two words have the same letters, case aside: other attributes are the user's own. */
    private static boolean isLike(String word, String known) {
        int[] letters =
                word.toLowerCase(Locale.ROOT).replace("_", "").chars().sorted().toArray();
        return Arrays.equals(
                letters, known.toLowerCase(Locale.ROOT).chars().sorted().toArray());
    }

    /** Where a field without {@code "from"} is looked for: its name, then its aliases, under each place of its record. */
    private static List<JsonPointer> defaultPointers(Schema.Field field, List<JsonPointer> bases) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (JsonPointer base : bases) {
            pointers.add(base.child(field.name()));
            field.aliases().forEach(alias -> pointers.add(base.child(alias)));
        }
        return pointers;
    }
}
