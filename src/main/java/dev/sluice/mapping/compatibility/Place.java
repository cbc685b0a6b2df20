package dev.sluice.mapping.compatibility;

import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.jspecify.annotations.Nullable;

/**
 * A place in two schemas at once.
 *
 * @param path the field, dotted from the root record; an array's items are {@code tags[]}, a map's values
 *     {@code rates{}}
 * @param reader what readers expect there
 * @param writer what the objects hold there; null if they do not have the field
 */
record Place(String path, Schema reader, @Nullable Schema writer) {

    /** The place at a location of Avro's: a JSON Pointer into the reader's schema, and into the writer's unions. */
    Place at(String location) {
        Place place = this;
        boolean afterFields = false;
        for (String token : location.split("/")) {
            if (token.matches("[0-9]+")) {
                int index = Integer.parseInt(token);
                place = afterFields ? place.field(place.reader.getFields().get(index)) : place.writtenBranch(index);
            } else if (token.equals("items")) {
                place = place.items();
            } else if (token.equals("values")) {
                place = place.values();
            }
            afterFields = token.equals("fields");
        }
        return place;
    }

    Place field(Schema.Field field) {
        Schema.Field written = writer == null ? null : SchemaCompatibility.lookupWriterField(writer, field);
        return new Place(
                path.isEmpty() ? field.name() : path + "." + field.name(),
                field.schema(),
                written == null ? null : written.schema());
    }

    Place items() {
        return new Place(path + "[]", reader.getElementType(), writer == null ? null : writer.getElementType());
    }

    Place values() {
        return new Place(path + "{}", reader.getValueType(), writer == null ? null : writer.getValueType());
    }

    Place writtenBranch(int index) {
        return new Place(path, reader, writer == null ? null : writer.getTypes().get(index));
    }

    /**
     * What the objects hold.
     *
     * @throws NullPointerException if they do not have the field
     */
    Schema written() {
        return Objects.requireNonNull(writer);
    }
}
