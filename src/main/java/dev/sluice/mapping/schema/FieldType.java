package dev.sluice.mapping.schema;

import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.Step;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field's type, a union of null and one other type taken apart.
 *
 * @param value the type of a value that is there
 * @param branch that type's index in the union, or {@link Step#NO_BRANCH}
 * @param encodedNull null in Avro binary, or null if the field cannot be null
 */
public record FieldType(Schema value, int branch, byte @Nullable [] encodedNull) {

    public static FieldType of(Schema type) {
        if (type.getType() == Schema.Type.NULL) {
            return new FieldType(type, Step.NO_BRANCH, new byte[0]);
        }
        Integer nullBranch = type.isUnion() ? type.getIndexNamed("null") : null;
        if (nullBranch == null) {
            return new FieldType(type, Step.NO_BRANCH, null);
        }
        List<Schema> branches = type.getTypes();
        byte[] encodedNull = encoded(nullBranch);
        return branches.size() == 2
                ? new FieldType(branches.get(1 - nullBranch), 1 - nullBranch, encodedNull)
                : new FieldType(type, Step.NO_BRANCH, encodedNull);
    }

    private static byte[] encoded(int branch) {
        EncodedRecord out = new EncodedRecord();
        out.writeLong(branch);
        return Arrays.copyOf(out.bytes(), out.length());
    }
}
