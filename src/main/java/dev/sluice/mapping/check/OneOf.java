package dev.sluice.mapping.check;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.plan.Check;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.schema.EtlPart;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code "oneOf"}: the texts, numbers or times that are allowed. */
record OneOf(List<Object> allowed) implements CheckSpec {

    static final EtlPart<CheckSpec> KIND = new EtlPart<>(List.of("oneOf"), OneOf::read);

    OneOf {
        allowed = List.copyOf(allowed);
    }

    private static Optional<OneOf> read(EtlWords words) {
        List<Object> allowed = new ArrayList<>(words.get("oneOf") instanceof List<?> list ? list : List.of());
        if (allowed.isEmpty()
                || !allowed.stream()
                        .allMatch(one -> one instanceof String || one instanceof Number || one instanceof Boolean)) {
            words.problem("etl's \"oneOf\" must be a list of texts, numbers or booleans, one or more");
            return Optional.empty();
        }
        return Optional.of(new OneOf(allowed));
    }

    @Override
    public List<String> describe() {
        return List.of("oneOf " + allowed);
    }

    @Override
    public List<Check> compile(CheckTarget target) {
        if (target.writer().takes(Value.TRUE) && !target.writer().isText()) {
            return ofBooleans(target);
        }
        if (!target.writer().isOrdered() && !target.writer().isText()) {
            target.problem("etl's \"oneOf\" goes with text, numbers, times and booleans only");
            return List.of();
        }
        // Of texts it is asked, too: what the writer refuses is no symbol, or no UUID.
        List<Decimal> numbers = allowed.stream()
                .flatMap(one -> target.number("oneOf", one).stream())
                .toList();
        if (target.writer().isOrdered()) {
            return List.of(new OneNumberOf(numbers.toArray(new Decimal[0])));
        }
        Set<LookupKey> texts =
                allowed.stream().map(one -> LookupKey.of(one.toString())).collect(Collectors.toSet());
        return List.of(new OneTextOf(Set.copyOf(texts), target.scratch().add(context -> LookupKey.probe())));
    }

    private List<Check> ofBooleans(CheckTarget target) {
        if (!allowed.stream().allMatch(Boolean.class::isInstance)) {
            target.problem("etl's \"oneOf\" of a boolean must be a list of true or false");
            return List.of();
        }
        int kinds = (allowed.contains(true) ? Value.bit(Value.TRUE) : 0)
                | (allowed.contains(false) ? Value.bit(Value.FALSE) : 0);
        return List.of(new OneBooleanOf(kinds));
    }

    private record OneBooleanOf(int kinds) implements Check {

        @Override
        public String word() {
            return "oneOf";
        }

        @Override
        public boolean passes(Value value, ConversionContext context) {
            return (kinds & Value.bit(value.kind())) != 0;
        }
    }

    private record OneNumberOf(Decimal[] allowed) implements Check {

        @Override
        public String word() {
            return "oneOf";
        }

        @Override
        public boolean passes(Value value, ConversionContext context) {
            for (Decimal one : allowed) {
                if (context.decimal().compareTo(one) == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private record OneTextOf(Set<LookupKey> allowed, Scratch<LookupKey> scratch) implements Check {

        @Override
        public String word() {
            return "oneOf";
        }

        @Override
        public boolean passes(Value value, ConversionContext context) {
            LookupKey probe = context.scratch(scratch);
            probe.clear();
            probe.append(value.bytes(), value.offset(), value.length());
            return allowed.contains(probe);
        }
    }
}
