package dev.sluice.mapping;

import static dev.sluice.failure.FailureReason.DUPLICATE_KEY;
import static dev.sluice.failure.FailureReason.MISSING_VALUE;

import dev.sluice.mapping.Sample.Miss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * One value of a field, or none.
 *
 * @param members the members of its record's object that are for it
 * @param carrier the one of them that holds the value; null if it is absent
 * @param value null if it is absent
 */
record FieldSample(AnyField field, List<Json.Member> members, Json.Member carrier, Sample value) {

    Object avro(Schema.Field schema) {
        if (value != null) {
            return value.avro().apply(schema.schema());
        }
        return field.hasDefault() ? GenericData.get().getDefaultValue(schema) : null;
    }

    /** Its record's object with this field broken. */
    Stream<Miss> misses(Json.Members record, String recordPath) {
        if (value == null) {
            return Stream.empty();
        }
        String path = field.path(recordPath);
        int at = record.members().indexOf(carrier);
        List<Miss> misses = new ArrayList<>();
        value.misses().get().forEach(miss -> misses.add(miss.within(json -> record.with(at, json))));
        misses.add(new Miss(record.with(carrier), DUPLICATE_KEY, path));
        boolean carriesAlone = members.stream().allMatch(member -> member == carrier || member.value() == Json.NULL);
        if (!field.isInlineRecord() && !field.type().isNullable() && carriesAlone) {
            misses.add(new Miss(record.with(at, Json.NULL), MISSING_VALUE, path));
            if (!field.hasDefault()) {
                misses.add(new Miss(record.without(members), MISSING_VALUE, path));
            }
        }
        return misses.stream();
    }
}
