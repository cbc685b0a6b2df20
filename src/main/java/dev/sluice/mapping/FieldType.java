package dev.sluice.mapping;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field's type, a union of null and one other type taken apart.
 *
 * @param value the type of a value that is there
 * @param branch that type's index in the union, or {@link Step#NO_BRANCH}
 */
record FieldType(Schema value, int branch) {

    /** Takes a type apart; null if it is another union. */
    static @Nullable FieldType of(Schema type) {
        if (type.getType() != Schema.Type.UNION) {
            return new FieldType(type, Step.NO_BRANCH);
        }
        List<Schema> branches = type.getTypes();
        for (int branch = 0; branches.size() == 2 && branch < 2; branch++) {
            if (branches.get(1 - branch).getType() == Schema.Type.NULL) {
                return new FieldType(branches.get(branch), branch);
            }
        }
        return null;
    }

    /** Null in Avro binary, or null if the field cannot be null. */
    byte @Nullable [] encodedNull() {
        return branch == Step.NO_BRANCH ? null : new byte[] {(byte) (2 * (1 - branch))};
    }
}
