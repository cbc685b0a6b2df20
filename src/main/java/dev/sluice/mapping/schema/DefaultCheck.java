package dev.sluice.mapping.schema;

import dev.sluice.mapping.text.Rfc3339;
import dev.sluice.mapping.text.UuidText;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Finds defaults that Avro's parser lets pass although no value of their type could be written as them. */
public final class DefaultCheck {

    private DefaultCheck() {}

    /** What is wrong with the default of a field that has one; null if it is sound. */
    public static @Nullable String problem(Schema.Field field) {
        if (field.schema().getType() == Schema.Type.FIXED
                && field.defaultVal() instanceof byte[] bytes
                && bytes.length != field.schema().getFixedSize()) {
            return "has " + bytes.length + " bytes, its type " + field.schema().getFixedSize();
        }
        return problem(field.schema(), GenericData.get().getDefaultValue(field));
    }

    private static @Nullable String problem(Schema type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.getType()) {
            case UNION -> problem(type.getTypes().get(GenericData.get().resolveUnion(type, value)), value);
            case RECORD -> ofRecord(type, (IndexedRecord) value);
            case ARRAY -> first(type.getElementType(), (Collection<?>) value);
            case MAP -> first(type.getValueType(), ((Map<?, ?>) value).values());
            default -> ofScalar(type, value);
        };
    }

    private static @Nullable String ofRecord(Schema type, IndexedRecord record) {
        for (Schema.Field field : type.getFields()) {
            String problem = problem(field.schema(), record.get(field.pos()));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String first(Schema type, Collection<?> values) {
        for (Object value : values) {
            String problem = problem(type, value);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String ofScalar(Schema type, Object value) {
        if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
            return "is no finite number";
        }
        String name = AvroTypes.nameOf(type);
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            BigInteger bound = BigInteger.TEN.pow(decimal.getPrecision());
            byte[] unscaled = value instanceof GenericFixed fixed ? fixed.bytes() : ((ByteBuffer) value).array();
            return unscaled.length > 0 && new BigInteger(unscaled).abs().compareTo(bound) < 0
                    ? null
                    : "is no decimal of at most " + decimal.getPrecision() + " digits";
        }
        if (name.equals("uuid") && value instanceof CharSequence text) {
            return UuidText.isUuid(text.toString()) ? null : "is no UUID";
        }
        if (name.startsWith("time-") && value instanceof Number number) {
            long units = number.longValue();
            long perSecond = name.equals("time-micros") ? 1_000_000 : 1_000;
            return units >= 0 && units < Rfc3339.SECONDS_PER_DAY * perSecond ? null : "is no time of a day";
        }
        return null;
    }
}
