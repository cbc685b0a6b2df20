package dev.sluice.mapping.compatibility;

import dev.sluice.mapping.schema.TypeNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;

/**
 * What keeps readers with one schema from reading objects written with another, in words: all that Avro's own check
 * finds, and changed logical types, which it does not look at.
 *
 * <p>Of a union, Avro says only that no branch fits. Where one is meant, it is asked on about that branch. Of a named
 * type that stands in several places, it names the first.
 */
public final class Breaks {

    private final String reader;
    private final String writer;
    private final Set<String> found = new LinkedHashSet<>();
    /** The branches that are being asked about, one within the other: recursive schemas come back to them. */
    private final List<Branches> open = new ArrayList<>();

    private record Branches(Schema reader, Schema writer) {}

    private Breaks(String reader, String writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /** Every break, the field's path first; the names are what the schemas are called. */
    public static List<String> of(Schema reader, String readerName, Schema writer, String writerName) {
        Breaks breaks = new Breaks(readerName, writerName);
        Place root = new Place("", reader, writer);
        breaks.askAvro(root);
        LogicalTypeChanges.between(root).forEach(place -> breaks.add(place, breaks.changedLogicalType(place)));
        return List.copyOf(breaks.found);
    }

    private void add(Place place, String what) {
        found.add((place.path().isEmpty() ? "schema" : place.path()) + ": " + what);
    }

    private void askAvro(Place place) {
        List<Incompatibility> incompatibilities = SchemaCompatibility.checkReaderWriterCompatibility(
                        place.reader(), place.written())
                .getResult()
                .getIncompatibilities();
        for (Incompatibility one : incompatibilities) {
            explain(one.getType(), place.at(one.getLocation()));
        }
    }

    private void explain(SchemaIncompatibilityType type, Place place) {
        if (place.writer() == null) {
            // Avro calls this a type mismatch when the field is an enum with a default of its own.
            add(place, withoutDefault());
        } else if (type == SchemaIncompatibilityType.MISSING_UNION_BRANCH) {
            explainUnion(place, place.writer());
        } else {
            add(place, words(type, place.reader(), place.writer()));
        }
    }

    private void explainUnion(Place place, Schema written) {
        Optional<Schema> meant = Unions.branch(place.reader(), written);
        if (meant.isEmpty()) {
            add(place, words(SchemaIncompatibilityType.MISSING_UNION_BRANCH, place.reader(), written));
            return;
        }
        Branches branches = new Branches(meant.get(), written);
        if (!open.contains(branches)) {
            open.add(branches);
            askAvro(new Place(place.path(), branches.reader, written));
            open.remove(branches);
        }
    }

    private String words(SchemaIncompatibilityType type, Schema read, Schema written) {
        return switch (type) {
            case READER_FIELD_MISSING_DEFAULT_VALUE -> withoutDefault();
            case TYPE_MISMATCH -> mismatch(read, written);
            case NAME_MISMATCH ->
                TypeNames.of(written) + " " + written.getFullName() + " of " + writer + " is named "
                        + read.getFullName() + " in " + reader + ", without an alias";
            case FIXED_SIZE_MISMATCH ->
                written.getFixedSize() + " bytes in " + writer + ", " + read.getFixedSize() + " in " + reader;
            case MISSING_ENUM_SYMBOLS ->
                reader + " does not know the symbols " + unknownSymbols(read, written) + " of " + writer
                        + ", and its enum has no default";
            case MISSING_UNION_BRANCH ->
                TypeNames.of(written) + " of " + writer + " is none of the types in " + reader + ": "
                        + read.getTypes().stream().map(TypeNames::of).collect(Collectors.joining(", "));
        };
    }

    /** Two types of one name differ in what is beneath: a decimal over bytes and one over fixed. */
    private String mismatch(Schema read, Schema written) {
        boolean sameName = TypeNames.of(read).equals(TypeNames.of(written));
        return TypeNames.of(written) + (sameName ? " over " + written.getType().getName() : "") + " of " + writer
                + " cannot be read as " + TypeNames.of(read)
                + (sameName ? " over " + read.getType().getName() : "")
                + " of " + reader;
    }

    private String withoutDefault() {
        return writer + " does not have it, and " + reader + " has no default for it";
    }

    private static String unknownSymbols(Schema read, Schema written) {
        return written.getEnumSymbols().stream()
                .filter(symbol -> !read.hasEnumSymbol(symbol))
                .collect(Collectors.joining(", "));
    }

    private String changedLogicalType(Place place) {
        return TypeNames.of(place.written()) + " of " + writer + " is " + TypeNames.of(place.reader()) + " in " + reader
                + "; Avro does not compare logical types, so values may silently be misread";
    }
}
