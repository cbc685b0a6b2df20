package dev.sluice.mapping.check;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.Check;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code "minLength"} and {@code "maxLength"}, both inclusive, in code points; null for the one that is not written. */
record Lengths(@Nullable Integer min, @Nullable Integer max) implements CheckSpec {

    static final EtlPart<CheckSpec> KIND = new EtlPart<>(List.of("minLength", "maxLength"), Lengths::read);

    private static Optional<Lengths> read(EtlWords words) {
        Lengths lengths = new Lengths(words.count("minLength"), words.count("maxLength"));
        return lengths.min == null && lengths.max == null ? Optional.empty() : Optional.of(lengths);
    }

    @Override
    public List<String> describe() {
        List<String> rules = new ArrayList<>();
        if (min != null) {
            rules.add("minLength " + min);
        }
        if (max != null) {
            rules.add("maxLength " + max);
        }
        return rules;
    }

    @Override
    public List<Check> compile(CheckTarget target) {
        if (!target.requireText()) {
            return List.of();
        }
        if (min != null && max != null && min > max) {
            target.problem("etl's \"minLength\" is above its \"maxLength\"; swap them");
        }
        List<Check> checks = new ArrayList<>();
        if (min != null) {
            checks.add(new Length("minLength", min, Integer.MAX_VALUE));
        }
        if (max != null) {
            checks.add(new Length("maxLength", 0, max));
        }
        return checks;
    }

    private record Length(String word, int min, int max) implements Check {

        @Override
        public boolean passes(Value value, ConversionContext context) {
            int length = Utf8.codePoints(value.bytes(), value.offset(), value.length());
            return length >= min && length <= max;
        }
    }
}
