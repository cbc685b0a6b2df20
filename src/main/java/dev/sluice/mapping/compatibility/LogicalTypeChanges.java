package dev.sluice.mapping.compatibility;

import dev.sluice.mapping.schema.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The places where a value would be read as another logical type than it was written as. Avro's check lets them pass:
 * it compares only the types beneath. A decimal of more precision and the same scale holds the same values.
 */
final class LogicalTypeChanges {

    private final List<Place> changes = new ArrayList<>();
    /** The records that the walk is in: recursive schemas come back to them. */
    private final List<Schema> open = new ArrayList<>();

    private LogicalTypeChanges() {}

    static List<Place> between(Place root) {
        LogicalTypeChanges walk = new LogicalTypeChanges();
        walk.visit(root);
        return walk.changes;
    }

    private void visit(Place place) {
        Schema read = place.reader();
        Schema written = place.writer();
        if (written == null) {
            return;
        }
        if (written.isUnion()) {
            for (int branch = 0; branch < written.getTypes().size(); branch++) {
                visit(place.writtenBranch(branch));
            }
        } else if (read.isUnion()) {
            Unions.branch(read, written).ifPresent(branch -> visit(new Place(place.path(), branch, written)));
        } else if (read.getType() != written.getType()) {
            visitValue(place, read, written);
        } else {
            switch (read.getType()) {
                case RECORD -> visitRecord(place, read);
                case ARRAY -> visit(place.items());
                case MAP -> visit(place.values());
                default -> visitValue(place, read, written);
            }
        }
    }

    private void visitRecord(Place place, Schema read) {
        if (!open.contains(read)) {
            open.add(read);
            read.getFields().forEach(field -> visit(place.field(field)));
            open.remove(read);
        }
    }

    private void visitValue(Place place, Schema read, Schema written) {
        if (Unions.reads(read, written) && !meansTheSame(read, written)) {
            changes.add(place);
        }
    }

    private static boolean meansTheSame(Schema read, Schema written) {
        if (read.getLogicalType() instanceof LogicalTypes.Decimal wider
                && written.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return wider.getScale() == decimal.getScale() && wider.getPrecision() >= decimal.getPrecision();
        }
        return meaning(read).equals(meaning(written));
    }

    /** The logical type; empty if there is none that Avro knows. */
    private static String meaning(Schema type) {
        return type.getLogicalType() == null ? "" : TypeNames.of(type);
    }
}
