package dev.sluice.mapping.schema;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Avro types in short: {@code string}, {@code decimal(18,4)}, {@code fixed(16)}, {@code array of long}. What may be
 * null has a question mark: {@code string?}, and {@code array? of long?} where both may.
 */
public final class TypeNames {

    private TypeNames() {}

    /** The short name of a type. */
    public static String of(Schema type) {
        return of(type, "");
    }

    private static String of(Schema type, String mark) {
        return switch (type.getType()) {
            case UNION -> ofUnion(type);
            case ARRAY -> "array" + mark + " of " + of(type.getElementType());
            case MAP -> "map" + mark + " of " + of(type.getValueType());
            default -> ofValue(type) + mark;
        };
    }

    private static String ofUnion(Schema union) {
        String mark = union.isNullable() ? "?" : "";
        List<Schema> others = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1
                ? of(others.get(0), mark)
                : "union" + mark + " of " + others.stream().map(TypeNames::of).collect(Collectors.joining(", "));
    }

    private static String ofValue(Schema type) {
        LogicalType logicalType = type.getLogicalType();
        if (logicalType instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        if (logicalType != null) {
            return logicalType.getName();
        }
        String name = type.getType().getName();
        return type.getType() == Schema.Type.FIXED ? name + "(" + type.getFixedSize() + ")" : name;
    }
}
