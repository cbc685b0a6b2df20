package dev.sluice.mapping.compatibility;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Which branch of a reader's union a written type belongs to. */
final class Unions {

    private Unions() {}

    /**
     * The branch of the same type that can read it, or the only one of that type, even if it cannot, or else any that
     * can; empty if there is none of these.
     */
    static Optional<Schema> branch(Schema union, Schema written) {
        List<Schema> same = union.getTypes().stream()
                .filter(branch -> branch.getType() == written.getType())
                .toList();
        return firstReading(same, written)
                .or(() -> same.size() == 1 ? Optional.of(same.get(0)) : firstReading(union.getTypes(), written));
    }

    private static Optional<Schema> firstReading(List<Schema> branches, Schema written) {
        return branches.stream().filter(branch -> reads(branch, written)).findFirst();
    }

    static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
