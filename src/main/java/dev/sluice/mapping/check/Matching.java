package dev.sluice.mapping.check;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.Check;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.LinearPattern;
import java.util.List;
import java.util.Optional;

/** {@code "pattern"}: what the whole text must match. */
record Matching(LinearPattern pattern) implements CheckSpec, Check {

    static final EtlPart<CheckSpec> KIND = new EtlPart<>(List.of("pattern"), Matching::read);

    private static Optional<Matching> read(EtlWords words) {
        String regex = words.text("pattern", "a regular expression");
        try {
            return regex == null ? Optional.empty() : Optional.of(new Matching(LinearPattern.compile(regex)));
        } catch (IllegalArgumentException e) {
            words.problem("etl's \"pattern\" is " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public List<String> describe() {
        return List.of("pattern " + pattern);
    }

    @Override
    public List<Check> compile(CheckTarget target) {
        if (!target.requireText()) {
            return List.of();
        }
        return List.of(this);
    }

    @Override
    public String word() {
        return "pattern";
    }

    @Override
    public boolean passes(Value value, ConversionContext context) {
        return pattern.matches(value.bytes(), value.offset(), value.end());
    }
}
