package dev.sluice.mapping.check;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.Check;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code "minimum"} and {@code "maximum"}, both inclusive: numbers, or times as text; null for the one that is not
 * written.
 */
record Bounds(@Nullable Object minimum, @Nullable Object maximum) implements CheckSpec {

    static final EtlPart<CheckSpec> KIND = new EtlPart<>(List.of("minimum", "maximum"), Bounds::read);

    private static Optional<Bounds> read(EtlWords words) {
        Bounds bounds = new Bounds(bound(words, "minimum"), bound(words, "maximum"));
        return bounds.minimum == null && bounds.maximum == null ? Optional.empty() : Optional.of(bounds);
    }

    private static @Nullable Object bound(EtlWords words, String word) {
        Object bound = words.get(word);
        if (bound != null && !(bound instanceof Number) && !(bound instanceof String)) {
            words.problem("etl's \"" + word + "\" must be a number, or a time as text");
            return null;
        }
        return bound;
    }

    @Override
    public List<String> describe() {
        List<String> rules = new ArrayList<>();
        if (minimum != null) {
            rules.add("minimum " + minimum);
        }
        if (maximum != null) {
            rules.add("maximum " + maximum);
        }
        return rules;
    }

    @Override
    public List<Check> compile(CheckTarget target) {
        if (!target.writer().isOrdered()) {
            target.problem("etl's \"minimum\" and \"maximum\" go with numbers and times only");
            return List.of();
        }
        Optional<Decimal> least = target.number("minimum", minimum);
        Optional<Decimal> most = target.number("maximum", maximum);
        if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
            target.problem("etl's \"minimum\" is above its \"maximum\"; swap them");
        }
        List<Check> checks = new ArrayList<>();
        least.ifPresent(bound -> checks.add(new Bound("minimum", bound, 1)));
        most.ifPresent(bound -> checks.add(new Bound("maximum", bound, -1)));
        return checks;
    }

    /** @param side 1 if values lie above the bound, -1 if below */
    private record Bound(String word, Decimal bound, int side) implements Check {

        @Override
        public boolean passes(Value value, ConversionContext context) {
            return side * context.decimal().compareTo(bound) >= 0;
        }
    }
}
