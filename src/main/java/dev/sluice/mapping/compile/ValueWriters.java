package dev.sluice.mapping.compile;

import dev.sluice.mapping.plan.CollectionWriters;
import dev.sluice.mapping.plan.MaskWriters;
import dev.sluice.mapping.plan.NullWriter;
import dev.sluice.mapping.plan.NumberWriters;
import dev.sluice.mapping.plan.RecordWriter;
import dev.sluice.mapping.plan.TextWriters;
import dev.sluice.mapping.plan.TimeWriters;
import dev.sluice.mapping.plan.UnionWriter;
import dev.sluice.mapping.plan.ValueWriter;
import dev.sluice.mapping.schema.AvroTypes;
import dev.sluice.mapping.schema.Etl;
import dev.sluice.mapping.schema.Problems;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Makes the writers of Avro types: the one place that knows which types there are. */
public final class ValueWriters {

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
    private final RecordCompiler record;
    private final CheckCompiler checkCompiler;

    /** @param record whose plan gets the collections, and the records within them */
    public ValueWriters(Compilation compilation, RecordCompiler record) {
        this.compilation = compilation;
        this.problems = compilation.problems;
        this.record = record;
        this.checkCompiler = new CheckCompiler(compilation);
    }

    /**
     * The writer of a type; null, with a problem noted, if there is none.
     *
     * @param etl whose unit, mask and checks hold for each item of an array or map
     */
    @Nullable
    public ValueWriter writer(Schema type, String path, Etl etl) {
        if (type.getType() != Schema.Type.RECORD) {
            compilation.attributes.checkType(type, path);
        }
        return switch (type.getType()) {
            case NULL -> new NullWriter(path);
            case UNION -> union(type, path, etl);
            case RECORD -> record(type, path, etl);
            case ARRAY -> {
                ValueWriter items = writer(type.getElementType(), path + "[]", etl);
                yield items == null ? null : new CollectionWriters.ArrayWriter(path, items, record.addCollection());
            }
            case MAP -> {
                ValueWriter values = writer(type.getValueType(), path + "{}", etl);
                yield values == null ? null : new CollectionWriters.MapWriter(path, values, record.addCollection());
            }
            default -> scalar(type, path, etl);
        };
    }

    private @Nullable ValueWriter union(Schema union, String path, Etl etl) {
        if (union.getTypes().isEmpty()) {
            problems.add(path, "a union of no types has no values; name its types");
        }
        List<Schema> types = union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        boolean several = types.size() > 1;
        if (several && (etl.mask() != null || etl.checks().onValue())) {
            problems.add(path, "masks and checks do not go with a union of several types; keep null and one type");
        }
        if (several && etl.unit() != null && types.stream().noneMatch(AvroTypes::isTime)) {
            problems.add(path, "etl's \"unit\" goes with dates and times only");
        }
        List<ValueWriter> branches = new ArrayList<>();
        for (Schema type : union.getTypes()) {
            Etl ofBranch = !several ? etl : AvroTypes.isTime(type) ? Etl.NONE.withUnit(etl.unit()) : Etl.NONE;
            ValueWriter branch = writer(type, path, ofBranch);
            if (branch != null) {
                branches.add(branch);
            }
        }
        return branches.size() == union.getTypes().size() ? new UnionWriter(path, branches) : null;
    }

    private ValueWriter record(Schema type, String path, Etl etl) {
        if (etl.onValues()) {
            problems.add(path, "etl's unit, mask and checks do not go with records; put them on the record's fields");
        }
        return new RecordWriter(path, type.getName(), record.addRecord(type, path));
    }

    private @Nullable ValueWriter scalar(Schema type, String path, Etl etl) {
        if (etl.unit() != null && !AvroTypes.isTime(type)) {
            problems.add(path, "etl's \"unit\" goes with dates and times only");
        }
        RoundingMode rounding = etl.origin() instanceof Etl.FromProduct product ? product.rounding() : null;
        String logicalType = AvroTypes.logicalType(type);
        ValueWriter writer =
                logicalType == null ? plain(type, path, rounding) : logical(type, logicalType, path, etl, rounding);
        if (writer == null) {
            return null;
        }
        ValueWriter masked = etl.mask() == null ? writer : masked(writer, etl.mask(), path);
        return etl.checks().onValue() ? checkCompiler.checked(masked, etl.checks(), path) : masked;
    }

    private ValueWriter masked(ValueWriter writer, MaskWriters.Mask mask, String path) {
        if (!(writer instanceof TextWriters.StringWriter)) {
            problems.add(path, "etl's \"mask\" goes with string only");
        } else if (mask == MaskWriters.Mask.HMAC_SHA256 && compilation.maskKey == null) {
            problems.add(
                    path,
                    "etl's \"mask\" is \"" + mask.word + "\", which needs a key; set SLUICE_MASK_KEY or"
                            + " SLUICE_MASK_KEY_FILE");
        } else {
            return mask.writer(path);
        }
        return writer;
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

    private @Nullable ValueWriter logical(
            Schema type, String logicalType, String path, Etl etl, @Nullable RoundingMode rounding) {
        String key = logicalType + " over " + type.getType().getName();
        return switch (key) {
            case "decimal over bytes", "decimal over fixed" -> decimal(type, path, rounding);
            case "uuid over string" -> new TextWriters.UuidWriter(path, false);
            case "uuid over fixed" -> uuid(type, path);
            case "date over int" -> new TimeWriters.DateWriter(path, etl.unit());
            case "time-millis over int" -> new TimeWriters.TimeOfDayWriter(path, TimeWriters.Unit.MILLIS, etl.unit());
            case "time-micros over long" -> new TimeWriters.TimeOfDayWriter(path, TimeWriters.Unit.MICROS, etl.unit());
            case "timestamp-millis over long", "timestamp-micros over long", "timestamp-nanos over long" ->
                new TimeWriters.TimestampWriter(path, unitOf(logicalType), etl.unit(), etl.eventTime());
            case "local-timestamp-millis over long",
                    "local-timestamp-micros over long",
                    "local-timestamp-nanos over long" ->
                new TimeWriters.LocalTimestampWriter(path, unitOf(logicalType), etl.unit());
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

    private static TimeWriters.Unit unitOf(String logicalType) {
        return TimeWriters.Unit.valueOf(
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
