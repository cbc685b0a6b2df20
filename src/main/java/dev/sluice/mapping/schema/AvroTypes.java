package dev.sluice.mapping.schema;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What a mapping asks of an Avro type. */
public final class AvroTypes {

    private AvroTypes() {}

    public static @Nullable String logicalType(Schema type) {
        return type.getProp("logicalType");
    }

    /** The logical type if it has one, or else the type. */
    public static String nameOf(Schema type) {
        String logicalType = logicalType(type);
        return logicalType == null ? type.getType().getName() : logicalType;
    }

    public static boolean isInteger(Schema type) {
        return logicalType(type) == null && (type.getType() == Schema.Type.INT || type.getType() == Schema.Type.LONG);
    }

    public static boolean isFloating(Schema type) {
        return type.getType() == Schema.Type.FLOAT || type.getType() == Schema.Type.DOUBLE;
    }

    /** Whether its values are numbers, and not times. */
    public static boolean isNumber(Schema type) {
        return isInteger(type) || isFloating(type) || isDecimal(type);
    }

    public static boolean isDate(Schema type) {
        return "date".equals(logicalType(type));
    }

    public static boolean isLocalTimestamp(Schema type) {
        String logicalType = logicalType(type);
        return logicalType != null && logicalType.startsWith("local-timestamp-");
    }

    public static boolean isDecimal(Schema type) {
        return nameOf(type).equals("decimal");
    }

    /** Whether it is an instant. */
    public static boolean isTimestamp(Schema type) {
        return nameOf(type).startsWith("timestamp-");
    }

    /** Whether it is a date or a time of any kind. */
    public static boolean isTime(Schema type) {
        String name = nameOf(type);
        return isTimestamp(type)
                || name.startsWith("local-timestamp-")
                || name.startsWith("time-")
                || name.equals("date");
    }
}
