package dev.sluice.mapping.compile;

import dev.sluice.bytes.Varints;
import dev.sluice.mapping.plan.Step;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field's type, with null apart from the one other type of a union.
 *
 * @param value the type of a value that is there
 * @param branch that type's index in the union, or {@link Step#NO_BRANCH}
 * @param encodedNull null in Avro binary, or null if the field cannot be null
 */
record FieldType(Schema value, int branch, byte @Nullable [] encodedNull) {

    static FieldType of(Schema type) {
        if (type.getType() == Schema.Type.NULL) {
            return new FieldType(type, Step.NO_BRANCH, new byte[0]);
        }
        Integer nullBranch = type.isUnion() ? type.getIndexNamed("null") : null;
        if (nullBranch == null) {
            return new FieldType(type, Step.NO_BRANCH, null);
        }
        List<Schema> branches = type.getTypes();
        return branches.size() == 2
                ? new FieldType(branches.get(1 - nullBranch), 1 - nullBranch, encoded(nullBranch))
                : new FieldType(type, Step.NO_BRANCH, encoded(nullBranch));
    }

    private static byte[] encoded(int branch) {
        byte[] bytes = new byte[Varints.MAX_BYTES];
        return Arrays.copyOf(bytes, Varints.write(branch, bytes, 0));
    }

    /**
     * What a field of this type writes for a value that is not there: for an absent one the default or else null, for a
     * null one null. A computed value knows no difference: it is null or else the default.
     */
    Step.Nothing nothing(Schema.Field field, boolean isComputed) {
        byte[] byDefault = field.hasDefaultValue() ? AvroDefaults.encode(field) : null;
        if (isComputed) {
            byte[] either = encodedNull == null ? byDefault : encodedNull;
            return new Step.Nothing(branch, either, either);
        }
        return new Step.Nothing(branch, byDefault == null ? encodedNull : byDefault, encodedNull);
    }
}
