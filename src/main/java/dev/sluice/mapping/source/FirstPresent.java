package dev.sluice.mapping.source;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.plan.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A list of sources: the value of the first that has one. */
record FirstPresent(List<SourceSpec> sources) implements SourceSpec {

    FirstPresent {
        sources = List.copyOf(sources);
    }

    /** The first of these; pointers alone are read without detours. */
    static SourceSpec of(List<SourceSpec> sources) {
        if (sources.size() == 1) {
            return sources.get(0);
        }
        if (sources.stream().allMatch(AtPointers.class::isInstance)) {
            return new AtPointers(sources.stream()
                    .flatMap(source -> ((AtPointers) source).pointers().stream())
                    .toList());
        }
        return new FirstPresent(sources);
    }

    @Override
    public String describe(String start) {
        return sources.stream().map(source -> source.describe(start)).collect(Collectors.joining(" or "));
    }

    @Override
    public List<String> misses() {
        return SourceSpec.misses(sources);
    }

    @Override
    public boolean isAlwaysPresent() {
        return sources.stream().anyMatch(SourceSpec::isAlwaysPresent);
    }

    @Override
    public boolean isComputed() {
        return sources.stream().anyMatch(SourceSpec::isComputed);
    }

    @Override
    public boolean isRaw() {
        return sources.stream().allMatch(SourceSpec::isRaw);
    }

    @Override
    public @Nullable EpochUnit impliedUnit() {
        return SourceReader.common(sources, SourceSpec::impliedUnit);
    }

    @Override
    public void checkFit(TargetField field) {
        sources.forEach(source -> source.checkFit(field));
    }

    @Override
    public void checkFactor(TargetField field) {
        sources.forEach(source -> source.checkFactor(field));
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        List<ValueSource> compiled = new ArrayList<>();
        sources.forEach(source -> compiled.add(source.compile(scope, path)));
        return new Trying(compiled.toArray(new ValueSource[0]), describe(""));
    }

    private record Trying(ValueSource[] sources, String words) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) throws RecordRefusedException {
            boolean hasNull = false;
            for (ValueSource source : sources) {
                source.read(context, into);
                if (!into.isNothing()) {
                    return;
                }
                hasNull |= into.kind() == Value.NULL;
            }
            into.setNothing(hasNull ? Value.NULL : Value.ABSENT);
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
