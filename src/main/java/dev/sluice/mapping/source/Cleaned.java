package dev.sluice.mapping.source;

import dev.sluice.mapping.cleaning.Cleaning;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueSource;
import java.util.List;

/** A source whose values are cleaned before one is chosen. */
record Cleaned(SourceSpec source, Cleaning cleaning) implements Wrapped {

    /** The source, with each of its candidates cleaned by itself. */
    static SourceSpec of(SourceSpec source, Cleaning cleaning) {
        if (cleaning.isNone()) {
            return source;
        }
        if (source instanceof AtPointers at && at.pointers().size() > 1) {
            return new FirstPresent(at.pointers().stream()
                    .<SourceSpec>map(pointer -> new Cleaned(new AtPointers(List.of(pointer)), cleaning))
                    .toList());
        }
        if (source instanceof FirstPresent first) {
            return new FirstPresent(first.sources().stream()
                    .map(candidate -> of(candidate, cleaning))
                    .toList());
        }
        return new Cleaned(source, cleaning);
    }

    @Override
    public void checkFit(TargetField field) {
        source.checkFit(field);
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        return new Cleans(source.compile(scope, path), cleaning.compile(path, scope.scratch()));
    }

    private record Cleans(ValueSource source, Cleaning.Cleaner cleaner) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) throws RecordRefusedException {
            source.read(context, into);
            if (into.kind() != Value.ABSENT) {
                cleaner.clean(into, context);
            }
        }

        @Override
        public String toString() {
            return source.toString();
        }
    }
}
