package dev.sluice.mapping.source;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import java.util.List;
import java.util.Optional;

/** {@code "constant"}: a string, a boolean or a number that is the same in every record. */
record Constant(Object value) implements SourceSpec {

    static final EtlPart<SourceSpec> KIND = new EtlPart<>(List.of("constant"), Constant::read);

    private static Optional<Constant> read(EtlWords words) {
        Object value = words.get("constant");
        if (value instanceof String || value instanceof Boolean || value instanceof Number) {
            return Optional.of(new Constant(value));
        }
        words.problem("etl's \"constant\" must be a text, a number, true or false");
        return Optional.empty();
    }

    @Override
    public String describe(String start) {
        return "constant " + value;
    }

    @Override
    public boolean isAlwaysPresent() {
        return true;
    }

    @Override
    public boolean isConstant() {
        return true;
    }

    /** Whether it fits is seen when it is written, once and for all. */
    @Override
    public void checkFit(TargetField field) {}

    @Override
    public void checkFactor(TargetField field) {
        if (!(value instanceof Number)) {
            field.problem("a constant factor of etl's \"product\" is no number; write one without quotes");
        }
    }

    @Override
    public ValueSource compile(SourceScope scope, String path) {
        return new Written(value);
    }

    private record Written(Object value) implements ValueSource {

        @Override
        public void read(ConversionContext context, Value into) {
            into.setConstant(value);
        }

        @Override
        public String toString() {
            return "a constant";
        }
    }
}
