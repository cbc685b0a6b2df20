package dev.sluice.mapping.source;

import dev.sluice.mapping.plan.EpochUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source that changes the values of another. */
sealed interface Wrapped extends SourceSpec permits Cleaned, Translated, Noted {

    SourceSpec source();

    @Override
    default String describe(String start) {
        return source().describe(start);
    }

    @Override
    default List<String> misses() {
        return source().misses();
    }

    @Override
    default boolean isComputed() {
        return source().isComputed();
    }

    @Override
    default @Nullable EpochUnit impliedUnit() {
        return source().impliedUnit();
    }

    @Override
    default void checkFactor(TargetField field) {
        source().checkFactor(field);
    }
}
