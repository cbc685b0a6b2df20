package dev.sluice.mapping.source;

import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.EpochUnit;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code "cases"}: the source of the first case whose condition holds.
 *
 * @param otherwise the source where none holds; null for an absent value
 */
record Cases(List<Case> cases, @Nullable SourceSpec otherwise) implements SourceSpec {

    static final EtlPart<SourceSpec> KIND = new EtlPart<>(List.of("cases"), Cases::read);

    /** One case. */
    record Case(Condition when, SourceSpec source) {}

    Cases {
        cases = List.copyOf(cases);
    }

    private static Optional<Cases> read(EtlWords words) {
        if (!(words.get("cases") instanceof List<?> list) || list.isEmpty()) {
            words.problem(
                    "etl's \"cases\" must be a list of one case or more, such as [{\"when\": {\"from\": \"/type\","
                            + " \"oneOf\": [\"a\"]}, \"from\": \"/amount\"}]");
            return Optional.empty();
        }
        List<Case> cases = new ArrayList<>();
        for (Object one : list) {
            EtlWords own = words.object(one, "one of etl's \"cases\"");
            if (own == null) {
                return Optional.empty();
            }
            Condition when = Condition.read(own.get("when"), own);
            SourceSpec source = SourceReader.ofWords(own, List.of("when"));
            if (when == null || source == null) {
                return Optional.empty();
            }
            cases.add(new Case(when, source));
        }
        if (words.has("translate")) {
            words.problem("etl has both cases and translate, and \"otherwise\" could be of either; write {\"cases\": …}"
                    + " as the \"from\"");
        }
        Object otherwise = words.get("otherwise");
        return Optional.of(
                new Cases(cases, otherwise == null ? null : SourceReader.read(otherwise, "otherwise", words)));
    }

    private List<SourceSpec> sources() {
        List<SourceSpec> sources = new ArrayList<>();
        cases.forEach(one -> sources.add(one.source));
        if (otherwise != null) {
            sources.add(otherwise);
        }
        return sources;
    }

    @Override
    public String describe(String start) {
        return sources().stream()
                .map(source -> source.describe(start))
                .collect(Collectors.joining(" or ", "cases of ", ""));
    }

    @Override
    public List<String> misses() {
        return SourceSpec.misses(sources());
    }

    @Override
    public boolean isComputed() {
        return true;
    }

    @Override
    public @Nullable EpochUnit impliedUnit() {
        return SourceReader.common(sources(), SourceSpec::impliedUnit);
    }

    @Override
    public void checkFit(TargetField field) {
        sources().forEach(source -> source.checkFit(field));
    }

    @Override
    public void checkFactor(TargetField field) {
        sources().forEach(source -> source.checkFactor(field));
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        List<Condition.Test> tests = new ArrayList<>();
        List<ValueSource> sources = new ArrayList<>();
        for (Case one : cases) {
            tests.add(one.when.compile(scope, path));
            sources.add(one.source.compile(scope, path));
        }
        return new Choosing(tests, sources, otherwise == null ? null : otherwise.compile(scope, path), describe(""));
    }

    private record Choosing(
            List<Condition.Test> tests,
            List<ValueSource> sources,
            @Nullable ValueSource otherwise,
            String words) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) throws RecordRefusedException {
            for (int i = 0; i < tests.size(); i++) {
                if (tests.get(i).holds(context)) {
                    sources.get(i).read(context, into);
                    return;
                }
            }
            if (otherwise == null) {
                into.setNothing(Value.ABSENT);
            } else {
                otherwise.read(context, into);
            }
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
