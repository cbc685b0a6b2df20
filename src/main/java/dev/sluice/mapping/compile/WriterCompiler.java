package dev.sluice.mapping.compile;

import dev.sluice.mapping.check.CheckTarget;
import dev.sluice.mapping.cleaning.NotationReader;
import dev.sluice.mapping.cleaning.NotationWriter;
import dev.sluice.mapping.mask.Mask;
import dev.sluice.mapping.plan.Check;
import dev.sluice.mapping.plan.CheckedWriter;
import dev.sluice.mapping.plan.CollectionWriters;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.plan.NullWriter;
import dev.sluice.mapping.plan.NumberReading;
import dev.sluice.mapping.plan.NumberWriters;
import dev.sluice.mapping.plan.RecordPlan;
import dev.sluice.mapping.plan.RecordWriter;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.plan.TextWriters;
import dev.sluice.mapping.plan.TimeReading;
import dev.sluice.mapping.plan.TimeWriters;
import dev.sluice.mapping.plan.UnionWriter;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.AvroTypes;
import dev.sluice.mapping.schema.Problems;
import dev.sluice.mapping.source.ItemWriter;
import dev.sluice.mapping.source.SourceScope;
import dev.sluice.mapping.source.Translation;
import dev.sluice.mapping.text.TimePattern;
import dev.sluice.mapping.text.TimePattern.Part;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Makes the writers of Avro types: the one place that knows which types there are. */
final class WriterCompiler {

    private static final List<String> LOGICAL_TYPES = List.of(
            "decimal",
            "uuid",
            "date",
            "time-millis",
            "time-micros",
            "timestamp-millis",
            "timestamp-micros",
            "timestamp-nanos",
            "local-timestamp-millis",
            "local-timestamp-micros",
            "local-timestamp-nanos");

    private final Compilation compilation;
    private final Problems problems;
    private final SourceScope scope;
    private final ScratchSpace scratch;

    /**
     * @param scope of the object that the values are in
     * @param scratch of the plan that the writers are in
     */
    WriterCompiler(Compilation compilation, SourceScope scope, ScratchSpace scratch) {
        this.scope = scope;
        this.compilation = compilation;
        this.problems = compilation.problems;
        this.scratch = scratch;
    }

    /**
     * The writer of a type; null, with a problem noted, if there is none.
     *
     * @param spec whose reading, checks and mask hold for each item of an array or map
     */
    @Nullable
    ValueWriter writer(Schema type, String path, FieldSpec spec) {
        if (type.getType() != Schema.Type.RECORD) {
            compilation.attributes.checkType(type, path);
        }
        return switch (type.getType()) {
            case NULL -> new NullWriter(path);
            case UNION -> union(type, path, spec);
            case RECORD -> record(type, path, spec);
            case ARRAY -> {
                ValueWriter items = item(type.getElementType(), path + "[]", spec);
                yield items == null ? null : new CollectionWriters.ArrayWriter(path, items, scratch);
            }
            case MAP -> {
                ValueWriter values = item(type.getValueType(), path + "{}", spec);
                yield values == null ? null : new CollectionWriters.MapWriter(path, values, scratch);
            }
            default -> scalar(type, path, spec);
        };
    }

    /** Items are cleaned and translated each by itself. */
    private @Nullable ValueWriter item(Schema type, String path, FieldSpec spec) {
        ValueWriter writer = writer(type, path, spec);
        FieldSpec.Words words = spec.words();
        if (writer == null || words.equals(FieldSpec.Words.PLAIN)) {
            return writer;
        }
        if (type.getType() == Schema.Type.ARRAY || type.getType() == Schema.Type.MAP) {
            return writer;
        }
        Translation translation = words.translation();
        return new ItemWriter(
                words.cleaning().compile(path, scratch),
                translation == null ? null : translation.compile(scope, path),
                writer,
                path);
    }

    private @Nullable ValueWriter union(Schema union, String path, FieldSpec spec) {
        if (union.getTypes().isEmpty()) {
            problems.add(path, "a union of no types has no values; name its types");
        }
        List<Schema> types = union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        boolean several = types.size() > 1;
        if (several && spec.hasChecksOrMask()) {
            problems.add(path, "masks and checks do not go with a union of several types; keep null and one type");
        }
        if (several && spec.isRead()) {
            problems.add(
                    path,
                    "etl's steps, nullIf, translate, as, number, format, zone and rounding do not go with a union of several"
                            + " types; keep null and one type");
        }
        if (several && spec.unit() != null && types.stream().noneMatch(AvroTypes::isTime)) {
            problems.add(path, "etl's \"unit\" goes with dates and times only");
        }
        List<ValueWriter> branches = new ArrayList<>();
        for (Schema type : union.getTypes()) {
            FieldSpec ofBranch = several ? spec.inUnion(AvroTypes.isTime(type)) : spec;
            ValueWriter branch = writer(type, path, ofBranch);
            if (branch != null) {
                branches.add(branch);
            }
        }
        return branches.size() == union.getTypes().size() ? new UnionWriter(path, branches) : null;
    }

    private ValueWriter record(Schema type, String path, FieldSpec spec) {
        if (spec.isOnValues()) {
            problems.add(path, "etl's words on values do not go with records; put them on the record's fields");
        }
        RecordPlan plan = RecordCompiler.ofItem(
                        compilation, path, spec.reading().isExact())
                .compile(type, path);
        return new RecordWriter(path, type.getName(), plan, scratch);
    }

    private @Nullable ValueWriter scalar(Schema type, String path, FieldSpec spec) {
        if (spec.unit() != null && !AvroTypes.isTime(type)) {
            problems.add(path, "etl's \"unit\" goes with dates and times only");
        }
        String logicalType = AvroTypes.logicalType(type);
        ValueWriter writer = logicalType == null ? plain(type, path, spec) : logical(type, logicalType, path, spec);
        return writer == null ? null : checked(read(masked(writer, type, path, spec), type, path, spec), path, spec);
    }

    /** The writer with what reads other notations than its own; notes those that do not go with the type. */
    private ValueWriter read(ValueWriter writer, Schema type, String path, FieldSpec spec) {
        FieldSpec.Reading reading = spec.reading();
        TimeReading time = reading.time();
        boolean isNumber = AvroTypes.isNumber(type);
        if (time.rounding() != null && !AvroTypes.isTime(type) && (!isNumber || AvroTypes.isFloating(type))) {
            problems.add(path, "etl's \"rounding\" goes with int, long, decimal, dates and times only");
        }
        if ((!time.patterns().isEmpty() || time.zone() != null) && !AvroTypes.isTime(type)) {
            problems.add(path, "etl's \"format\" and \"zone\" go with dates and times only");
        }
        if (reading.notation() != null) {
            if (!isNumber || reading.notation().base64() != null && !AvroTypes.isDecimal(type)) {
                problems.add(
                        path,
                        "etl's \"number\" goes with numbers only, and its \"base64\" with decimals; remove it, or change"
                                + " the type");
            }
            return new NotationWriter(new NotationReader(reading.notation(), scratch), writer, path);
        }
        if (reading.as() == null) {
            return writer;
        }
        if (!AvroTypes.nameOf(type).equals("string")) {
            problems.add(path, "etl's \"as\" goes with string only");
        }
        return reading.as() == FieldSpec.As.TEXT
                ? new TextWriters.LiteralWriter(writer)
                : new TextWriters.JsonTextWriter(writer);
    }

    private ValueWriter masked(ValueWriter writer, Schema type, String path, FieldSpec spec) {
        Mask mask = spec.mask();
        if (mask == null) {
            return writer;
        }
        if (!AvroTypes.nameOf(type).equals("string")) {
            problems.add(path, "etl's \"mask\" goes with string only");
        } else if (mask.needsKey() && compilation.maskKey == null) {
            problems.add(
                    path,
                    "etl's \"mask\" is \"" + mask.word() + "\", which needs a key; set " + compilation.maskKeySetting);
        } else {
            return mask.writer(path, scratch, compilation.maskKey);
        }
        return writer;
    }

    /** The writer with the checks; without those that it cannot have, which are noted. */
    private ValueWriter checked(ValueWriter writer, String path, FieldSpec spec) {
        CheckTarget target = new CheckTarget(path, writer, scratch, problems);
        List<Check> checks = spec.checks().stream()
                .flatMap(check -> check.compile(target).stream())
                .toList();
        return checks.isEmpty() ? writer : new CheckedWriter(writer, checks);
    }

    private static ValueWriter plain(Schema type, String path, FieldSpec spec) {
        NumberReading number = spec.reading().number();
        boolean isRaw = spec.reading().isRaw();
        return switch (type.getType()) {
            case BOOLEAN -> new NumberWriters.BooleanWriter(path);
            case INT -> NumberWriters.IntegerWriter.ofInt(path, number);
            case LONG -> NumberWriters.IntegerWriter.ofLong(path, number);
            case FLOAT -> new NumberWriters.FloatingWriter(path, false, number);
            case DOUBLE -> new NumberWriters.FloatingWriter(path, true, number);
            case STRING -> new TextWriters.StringWriter(path);
            case BYTES -> isRaw ? TextWriters.BinaryWriter.raw(path, -1) : TextWriters.BinaryWriter.bytes(path);
            case FIXED ->
                isRaw
                        ? TextWriters.BinaryWriter.raw(path, type.getFixedSize())
                        : TextWriters.BinaryWriter.fixed(path, type.getFixedSize());
            case ENUM -> new TextWriters.EnumWriter(path, type.getEnumSymbols());
            default -> throw new IllegalArgumentException(type.getType() + " is no scalar");
        };
    }

    private @Nullable ValueWriter logical(Schema type, String logicalType, String path, FieldSpec spec) {
        String key = logicalType + " over " + type.getType().getName();
        TimeReading time = spec.reading().time();
        checkTime(logicalType, path, spec);
        return switch (key) {
            case "decimal over bytes", "decimal over fixed" ->
                decimal(type, path, spec.reading().time().rounding());
            case "uuid over string" -> new TextWriters.UuidWriter(path, false);
            case "uuid over fixed" -> uuid(type, path);
            case "date over int" -> new TimeWriters.DateWriter(path, time, spec.eventTime());
            case "time-millis over int" -> new TimeWriters.TimeOfDayWriter(path, EpochUnit.MILLIS, time);
            case "time-micros over long" -> new TimeWriters.TimeOfDayWriter(path, EpochUnit.MICROS, time);
            case "timestamp-millis over long", "timestamp-micros over long", "timestamp-nanos over long" ->
                new TimeWriters.TimestampWriter(path, unitOf(logicalType), time, spec.eventTime());
            case "local-timestamp-millis over long",
                    "local-timestamp-micros over long",
                    "local-timestamp-nanos over long" ->
                new TimeWriters.LocalTimestampWriter(path, unitOf(logicalType), time, spec.eventTime());
            case "duration over fixed" -> {
                problems.add(
                        path,
                        "logical type duration is not supported: its months, days and milliseconds do not convert into"
                                + " one another, and JSON has no such value; use a long of milliseconds, or a string");
                yield null;
            }
            default -> {
                problems.add(
                        path,
                        LOGICAL_TYPES.contains(logicalType)
                                ? "logical type " + key + " is not supported; expected decimal over bytes or fixed,"
                                        + " uuid over string or fixed, date and time-millis over int, the other times"
                                        + " over long"
                                : "logical type \"" + logicalType + "\" is not supported; "
                                        + Problems.expected(logicalType, LOGICAL_TYPES));
                yield null;
            }
        };
    }

    /** Notes what a pattern lacks for the type, and a unit or a zone that the type has no use for. */
    private void checkTime(String logicalType, String path, FieldSpec spec) {
        TimeReading time = spec.reading().time();
        boolean isDate = logicalType.equals("date");
        boolean isTimestamp = logicalType.startsWith("timestamp");
        boolean hasDate = isDate || isTimestamp || logicalType.startsWith("local-timestamp");
        if (time.unit() == EpochUnit.DAYS && !isDate) {
            problems.add(path, "etl's \"unit\" is days, which goes with date only");
        }
        for (TimePattern pattern : time.patterns()) {
            if (pattern.tells(Part.DATE) != hasDate && !pattern.isRfc3339()) {
                problems.add(
                        path,
                        "etl's \"format\" is \"" + pattern + "\", which has "
                                + (hasDate ? "no date; write uuuu, MM and dd" : "a date; the type has none"));
            } else if (pattern.tells(Part.TIME) == isDate && !pattern.isRfc3339()) {
                problems.add(
                        path,
                        "etl's \"format\" is \"" + pattern + "\", which has "
                                + (isDate
                                        ? "a time of day; a date has none"
                                        : "no time of day; write HH:mm:ss, or make it a date"));
            } else if (pattern.tells(Part.OFFSET) && !isTimestamp && !pattern.isRfc3339()) {
                problems.add(
                        path,
                        "etl's \"format\" is \"" + pattern
                                + "\", which has an offset that the type would lose; make it a timestamp");
            } else if (!pattern.tells(Part.OFFSET) && isTimestamp && time.zone() == null) {
                problems.add(
                        path,
                        "etl's \"format\" is \"" + pattern
                                + "\", which has no offset; name the \"zone\" that its times are in");
            }
        }
        if (time.zone() != null && !isTimestamp && !spec.eventTime()) {
            problems.add(
                    path,
                    "etl's \"zone\" goes with timestamps, and with a local timestamp or a date that is the event"
                            + " time");
        }
    }

    private static EpochUnit unitOf(String logicalType) {
        return EpochUnit.valueOf(
                logicalType.substring(logicalType.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT));
    }

    private @Nullable ValueWriter decimal(Schema type, String path, @Nullable RoundingMode rounding) {
        if (!(type.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            problems.add(
                    path,
                    "decimal needs a \"precision\" from 1 up that its bytes can hold,"
                            + " and a \"scale\" from 0 to the precision");
            return null;
        }
        return type.getType() == Schema.Type.BYTES
                ? NumberWriters.DecimalWriter.overBytes(path, decimal.getPrecision(), decimal.getScale(), rounding)
                : NumberWriters.DecimalWriter.overFixed(
                        path, decimal.getPrecision(), decimal.getScale(), type.getFixedSize(), rounding);
    }

    private @Nullable ValueWriter uuid(Schema type, String path) {
        if (type.getFixedSize() != TextWriters.UuidWriter.BYTES) {
            problems.add(
                    path,
                    "uuid over fixed needs a \"size\" of " + TextWriters.UuidWriter.BYTES + ", not "
                            + type.getFixedSize());
            return null;
        }
        return new TextWriters.UuidWriter(path, true);
    }
}
