package dev.sluice.mapping.source;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.AvroTypes;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.Decimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code "product"}: the exact product of numbers; absent if one of them is. */
record Product(List<SourceSpec> factors) implements SourceSpec {

    static final EtlPart<SourceSpec> KIND = new EtlPart<>(List.of("product"), Product::read);

    Product {
        factors = List.copyOf(factors);
    }

    private static Optional<Product> read(EtlWords words) {
        List<SourceSpec> factors = new ArrayList<>();
        if (words.get("product") instanceof List<?> list && list.size() >= 2) {
            for (Object one : list) {
                SourceSpec factor = factor(one, words);
                if (factor != null) {
                    factors.add(factor);
                }
            }
        } else {
            words.problem(
                    "etl's \"product\" must be a list of two factors or more: pointers, numbers or other sources");
        }
        return factors.isEmpty() ? Optional.empty() : Optional.of(new Product(factors));
    }

    private static @Nullable SourceSpec factor(Object factor, EtlWords around) {
        return factor instanceof Number ? new Constant(factor) : SourceReader.read(factor, "product", around);
    }

    @Override
    public String describe(String start) {
        return factors.stream()
                .map(factor -> factor.describe(start))
                .collect(Collectors.joining(" and ", "product of ", ""));
    }

    @Override
    public List<String> misses() {
        return SourceSpec.misses(factors);
    }

    @Override
    public boolean isComputed() {
        return true;
    }

    @Override
    public void checkFit(TargetField field) {
        factors.forEach(factor -> factor.checkFactor(field));
        field.require(field.isInteger() || AvroTypes.isDecimal(field.type()));
    }

    /** The document's own factors come first: one that is absent makes the product null, whatever a lookup says. */
    @Override
    public ValueSource compile(SourceScope scope, String path) {
        ValueSource[] operands = factors.stream()
                .sorted(Comparator.comparing(SourceSpec::isComputed))
                .map(factor -> factor.compile(scope, path))
                .toArray(ValueSource[]::new);
        return new Multiplication(
                operands,
                path,
                scope.scratch().add(context -> new Decimal()),
                scope.scratch().add(context -> new Decimal()));
    }

    private static final class Multiplication implements ValueSource {
        private final ValueSource[] operands;
        private final String path;
        private final Scratch<Decimal> productScratch;
        private final Scratch<Decimal> scratch;

        Multiplication(ValueSource[] operands, String path, Scratch<Decimal> productScratch, Scratch<Decimal> scratch) {
            this.operands = operands;
            this.path = path;
            this.productScratch = productScratch;
            this.scratch = scratch;
        }

        @Override
        public void read(ConversionContext context, Value into) throws RecordRefusedException {
            Decimal product = context.scratch(productScratch);
            product.set(1, 0);
            for (ValueSource factor : operands) {
                factor.read(context, into);
                if (into.isNothing()) {
                    context.missing(this, factor);
                    return;
                }
                product.multiply(operand(context, factor, into));
            }
            context.decimal().set(product);
            into.setNothing(Value.COMPUTED);
        }

        private Decimal operand(ConversionContext context, ValueSource factor, Value value)
                throws RecordRefusedException {
            Decimal known = value.number();
            if (known != null) {
                return known;
            }
            if (value.kind() == Value.COMPUTED) {
                return context.decimal();
            }
            if (!value.isText()) {
                boolean broken = value.kind() == Value.BROKEN_STRING;
                throw refused(broken ? FailureReason.INVALID_TEXT : FailureReason.WRONG_TYPE, factor, value);
            }
            Decimal operand = context.scratch(scratch);
            switch (context.readText(value, operand)) {
                case OK -> {
                    return operand;
                }
                case NO_NUMBER -> throw refused(FailureReason.INVALID_TEXT, factor, value);
                default -> throw refused(FailureReason.OUT_OF_RANGE, factor, value);
            }
        }

        private RecordRefusedException refused(FailureReason reason, ValueSource factor, Value value) {
            return new RecordRefusedException(
                    reason,
                    path,
                    path + ": its factor " + factor + " is " + value.shape()
                            + "; send a number, or a string that holds one, with an exponent of at most "
                            + Decimal.MAX_EXPONENT);
        }

        @Override
        public String toString() {
            return "a product";
        }
    }
}
