package dev.sluice.mapping;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What a mapping asks of an Avro type. */
final class AvroTypes {

    private AvroTypes() {}

    static @Nullable String logicalType(Schema type) {
        return type.getProp("logicalType");
    }

    /** The logical type if it has one, or else the type. */
    static String nameOf(Schema type) {
        String logicalType = logicalType(type);
        return logicalType == null ? type.getType().getName() : logicalType;
    }

    static boolean isInteger(Schema type) {
        return logicalType(type) == null && (type.getType() == Schema.Type.INT || type.getType() == Schema.Type.LONG);
    }

    static boolean isDecimal(Schema type) {
        return nameOf(type).equals("decimal");
    }

    /** Whether it is an instant. */
    static boolean isTimestamp(Schema type) {
        return nameOf(type).startsWith("timestamp-");
    }

    /** Whether it is anything that a clock or a calendar shows. */
    static boolean isTime(Schema type) {
        String name = nameOf(type);
        return isTimestamp(type)
                || name.startsWith("local-timestamp-")
                || name.startsWith("time-")
                || name.equals("date");
    }
}
