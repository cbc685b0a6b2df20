package dev.sluice.mapping.compile;

import dev.sluice.mapping.check.CheckTarget;
import dev.sluice.mapping.mask.Mask;
import dev.sluice.mapping.plan.Check;
import dev.sluice.mapping.plan.CheckedWriter;
import dev.sluice.mapping.plan.CollectionWriters;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.plan.NullWriter;
import dev.sluice.mapping.plan.NumberWriters;
import dev.sluice.mapping.plan.RecordPlan;
import dev.sluice.mapping.plan.RecordWriter;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.plan.TextWriters;
import dev.sluice.mapping.plan.TimeWriters;
import dev.sluice.mapping.plan.UnionWriter;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.AvroTypes;
import dev.sluice.mapping.schema.Problems;
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
    private final ScratchSpace scratch;

    /** @param scratch of the plan that the writers are in */
    WriterCompiler(Compilation compilation, ScratchSpace scratch) {
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
                ValueWriter items = writer(type.getElementType(), path + "[]", spec);
                yield items == null ? null : new CollectionWriters.ArrayWriter(path, items, scratch);
            }
            case MAP -> {
                ValueWriter values = writer(type.getValueType(), path + "{}", spec);
                yield values == null ? null : new CollectionWriters.MapWriter(path, values, scratch);
            }
            default -> scalar(type, path, spec);
        };
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
        if (several && spec.unit() != null && types.stream().noneMatch(AvroTypes::isTime)) {
            problems.add(path, "etl's \"unit\" goes with dates and times only");
        }
        List<ValueWriter> branches = new ArrayList<>();
        for (Schema type : union.getTypes()) {
            FieldSpec ofBranch =
                    !several ? spec : AvroTypes.isTime(type) ? FieldSpec.NONE.withUnit(spec.unit()) : FieldSpec.NONE;
            ValueWriter branch = writer(type, path, ofBranch);
            if (branch != null) {
                branches.add(branch);
            }
        }
        return branches.size() == union.getTypes().size() ? new UnionWriter(path, branches) : null;
    }

    private ValueWriter record(Schema type, String path, FieldSpec spec) {
        if (spec.isOnValues()) {
            problems.add(path, "etl's unit, mask and checks do not go with records; put them on the record's fields");
        }
        RecordPlan plan = RecordCompiler.ofItem(compilation, path).compile(type, path);
        return new RecordWriter(path, type.getName(), plan, scratch);
    }

    private @Nullable ValueWriter scalar(Schema type, String path, FieldSpec spec) {
        if (spec.unit() != null && !AvroTypes.isTime(type)) {
            problems.add(path, "etl's \"unit\" goes with dates and times only");
        }
        RoundingMode rounding = spec.reading().rounding();
        String logicalType = AvroTypes.logicalType(type);
        ValueWriter writer = logicalType == null ? plain(type, path, rounding) : logical(type, logicalType, path, spec);
        return writer == null ? null : checked(masked(writer, type, path, spec), path, spec);
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

    private static ValueWriter plain(Schema type, String path, @Nullable RoundingMode rounding) {
        return switch (type.getType()) {
            case BOOLEAN -> new NumberWriters.BooleanWriter(path);
            case INT -> NumberWriters.IntegerWriter.ofInt(path, rounding);
            case LONG -> NumberWriters.IntegerWriter.ofLong(path, rounding);
            case FLOAT -> new NumberWriters.FloatingWriter(path, false);
            case DOUBLE -> new NumberWriters.FloatingWriter(path, true);
            case STRING -> new TextWriters.StringWriter(path);
            case BYTES -> TextWriters.BinaryWriter.bytes(path);
            case FIXED -> TextWriters.BinaryWriter.fixed(path, type.getFixedSize());
            case ENUM -> new TextWriters.EnumWriter(path, type.getEnumSymbols());
            default -> throw new IllegalArgumentException(type.getType() + " is no scalar");
        };
    }

    private @Nullable ValueWriter logical(Schema type, String logicalType, String path, FieldSpec spec) {
        String key = logicalType + " over " + type.getType().getName();
        return switch (key) {
            case "decimal over bytes", "decimal over fixed" ->
                decimal(type, path, spec.reading().rounding());
            case "uuid over string" -> new TextWriters.UuidWriter(path, false);
            case "uuid over fixed" -> uuid(type, path);
            case "date over int" -> new TimeWriters.DateWriter(path, spec.unit());
            case "time-millis over int" -> new TimeWriters.TimeOfDayWriter(path, EpochUnit.MILLIS, spec.unit());
            case "time-micros over long" -> new TimeWriters.TimeOfDayWriter(path, EpochUnit.MICROS, spec.unit());
            case "timestamp-millis over long", "timestamp-micros over long", "timestamp-nanos over long" ->
                new TimeWriters.TimestampWriter(path, unitOf(logicalType), spec.unit(), spec.eventTime());
            case "local-timestamp-millis over long",
                    "local-timestamp-micros over long",
                    "local-timestamp-nanos over long" ->
                new TimeWriters.LocalTimestampWriter(path, unitOf(logicalType), spec.unit());
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
