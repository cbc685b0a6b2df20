package dev.sluice.verify;

import dev.sluice.contract.SourcePosition;
import dev.sluice.mapping.schema.MappedField;
import dev.sluice.mapping.schema.Metadata;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The output fields that hold a record's source, by their dotted paths; null where the mapping has none.
 *
 * <p>An object may have been written with another schema: {@link #sourceOf} finds there what it can.
 */
public record SourceFields(
        @Nullable String topic,
        @Nullable String partition,
        @Nullable String offset) {

    /** The fields whose source is {@code "metadata"}. */
    public static SourceFields of(List<MappedField> fields) {
        return new SourceFields(
                path(fields, Metadata.TOPIC), path(fields, Metadata.PARTITION), path(fields, Metadata.OFFSET));
    }

    private static @Nullable String path(List<MappedField> fields, Metadata metadata) {
        return fields.stream()
                .filter(field -> field.metadata() == metadata)
                .map(MappedField::path)
                .findFirst()
                .orElse(null);
    }

    /** The record's source, with what it does not say taken from {@code otherwise}; null when it says no offset. */
    public @Nullable SourcePosition sourceOf(IndexedRecord record, SourcePosition otherwise) {
        if (!(value(record, offset) instanceof Number at)) {
            return null;
        }
        Object ofTopic = value(record, topic);
        Object ofPartition = value(record, partition);
        return new SourcePosition(
                ofTopic instanceof CharSequence text ? text.toString() : otherwise.topic(),
                ofPartition instanceof Number number ? number.intValue() : otherwise.partition(),
                at.longValue());
    }

    private static @Nullable Object value(IndexedRecord record, @Nullable String path) {
        if (path == null) {
            return null;
        }
        Object value = record;
        for (String name : path.split("\\.")) {
            if (!(value instanceof IndexedRecord parent) || parent.getSchema().getField(name) == null) {
                return null;
            }
            value = parent.get(parent.getSchema().getField(name).pos());
        }
        return value;
    }
}
