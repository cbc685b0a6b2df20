package dev.sluice.mapping;

import java.math.RoundingMode;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Chooses the writer of an Avro type: the one place that knows which types there are. */
final class ValueWriters {

    private static final List<String> LOGICAL_TYPES =
            List.of("decimal", "uuid", "date", "timestamp-millis", "timestamp-micros", "timestamp-nanos");

    private final Problems problems;

    ValueWriters(Problems problems) {
        this.problems = problems;
    }

    /**
     * The writer of a type other than a record or a union; null, with a problem noted, if there is none.
     *
     * @param rounding of a product
     */
    @Nullable
    ValueWriter writer(Schema type, String path, Etl etl, @Nullable RoundingMode rounding) {
        String logicalType = type.getProp("logicalType");
        ValueWriter writer =
                logicalType == null ? plain(type, path, rounding) : logical(type, logicalType, path, etl, rounding);
        if (etl.unit() != null
                && !(writer instanceof TimeWriters.TimestampWriter)
                && !(writer instanceof TimeWriters.DateWriter)) {
            problems.add(path, "etl's \"unit\" goes with timestamps and dates only");
        }
        if (etl.eventTime() && !(writer instanceof TimeWriters.TimestampWriter)) {
            problems.add(path, "etl's \"eventTime\" goes with timestamps only");
        }
        return writer;
    }

    private @Nullable ValueWriter plain(Schema type, String path, @Nullable RoundingMode rounding) {
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
            default -> unsupported(path, "type " + type.getType().getName());
        };
    }

    private @Nullable ValueWriter logical(
            Schema type, String logicalType, String path, Etl etl, @Nullable RoundingMode rounding) {
        TimeWriters.Unit unit = etl.unit();
        String key = logicalType + " over " + type.getType().getName();
        switch (key) {
            case "decimal over bytes", "decimal over fixed" -> {
                if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
                    return type.getType() == Schema.Type.BYTES
                            ? NumberWriters.DecimalWriter.overBytes(
                                    path, decimal.getPrecision(), decimal.getScale(), rounding)
                            : NumberWriters.DecimalWriter.overFixed(
                                    path, decimal.getPrecision(), decimal.getScale(), type.getFixedSize(), rounding);
                }
                problems.add(
                        path,
                        "decimal needs a \"precision\" from 1 up that its bytes can hold,"
                                + " and a \"scale\" from 0 to the precision");
                return null;
            }
            case "uuid over string" -> {
                return new TextWriters.UuidWriter(path);
            }
            case "date over int" -> {
                return new TimeWriters.DateWriter(path, unit);
            }
            case "timestamp-millis over long" -> {
                return new TimeWriters.TimestampWriter(path, TimeWriters.Unit.MILLIS, unit, etl.eventTime());
            }
            case "timestamp-micros over long" -> {
                return new TimeWriters.TimestampWriter(path, TimeWriters.Unit.MICROS, unit, etl.eventTime());
            }
            case "timestamp-nanos over long" -> {
                return new TimeWriters.TimestampWriter(path, TimeWriters.Unit.NANOS, unit, etl.eventTime());
            }
            default -> {
                if (LOGICAL_TYPES.contains(logicalType)) {
                    return unsupported(path, "logical type " + key);
                }
                problems.add(
                        path,
                        "logical type \"" + logicalType + "\" is not supported; "
                                + Problems.expected(logicalType, LOGICAL_TYPES));
                return null;
            }
        }
    }

    private @Nullable ValueWriter unsupported(String path, String what) {
        problems.add(
                path,
                what + " is not supported; expected boolean, int, long, float, double, string, bytes, fixed, enum,"
                        + " decimal over bytes or fixed, date over int, timestamp-* over long, uuid over string,"
                        + " a record, or a union of null and one of these");
        return null;
    }
}
