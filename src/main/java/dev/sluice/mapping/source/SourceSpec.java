package dev.sluice.mapping.source;

import dev.sluice.mapping.cleaning.Cleaning;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a field comes from, as it is written in an {@code "etl"} attribute. Each kind reads, describes, checks and
 * compiles itself.
 */
public sealed interface SourceSpec
        permits AtPointers,
                Cases,
                Constant,
                FirstPresent,
                HeaderValue,
                LookupValue,
                MetadataValue,
                Product,
                Rest,
                Template,
                Wrapped {

    /** The kinds. An attribute has one of them at most. */
    static List<EtlPart<SourceSpec>> kinds() {
        return List.of(
                AtPointers.KIND,
                Constant.KIND,
                LookupValue.KIND,
                Product.KIND,
                Template.KIND,
                Cases.KIND,
                MetadataValue.KIND,
                HeaderValue.KIND,
                Rest.KIND);
    }

    /** What lookups without a row mean in any of these, once each. */
    static List<String> misses(List<SourceSpec> sources) {
        return sources.stream()
                .flatMap(source -> source.misses().stream())
                .distinct()
                .toList();
    }

    /** A source whose values are cleaned before one is chosen. */
    static SourceSpec cleaned(SourceSpec source, Cleaning cleaning) {
        return Cleaned.of(source, cleaning);
    }

    /**
     * The source in words.
     *
     * @param start the path of the item at which pointers start; empty where it is the document
     */
    String describe(String start);

    /** What a lookup without a row means, in words; once for each table. */
    default List<String> misses() {
        return List.of();
    }

    /** Whether every record has a value. */
    default boolean isAlwaysPresent() {
        return false;
    }

    /** Whether every record has the same value. */
    default boolean isConstant() {
        return false;
    }

    /** Whether the value is not the record's own: it can then be absent, but not null. */
    default boolean isComputed() {
        return false;
    }

    /** Whether its values are bytes as they came, which need not be text. */
    default boolean isRaw() {
        return false;
    }

    /** The unit of its values, where it is always the same; null where the attribute has to name it. */
    default @Nullable EpochUnit impliedUnit() {
        return null;
    }

    /** What it is of the source record, if it is just that. */
    default @Nullable Metadata metadata() {
        return null;
    }

    /** Notes why it cannot fill a field. */
    void checkFit(TargetField field);

    /** Notes why it cannot be a factor of the product that fills a field. */
    default void checkFactor(TargetField field) {}

    /**
     * The source as it runs.
     *
     * @param scope of the object that the field is in
     * @param path the field
     */
    ValueSource compile(SourceScope scope, String path);
}
