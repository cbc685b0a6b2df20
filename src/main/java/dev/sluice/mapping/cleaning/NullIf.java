package dev.sluice.mapping.cleaning;

import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.Decimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code "nullIf"}: scalars that count as absent. Texts match texts, numbers match numbers of the same value. */
record NullIf(Set<LookupKey> texts, List<Decimal> numbers, int kinds) {

    static final NullIf NOTHING = new NullIf(Set.of(), List.of(), 0);

    /** Reads {@code "nullIf"}; what is wrong is noted. */
    static NullIf read(EtlWords words) {
        if (!words.has("nullIf")) {
            return NOTHING;
        }
        Object written = words.get("nullIf");
        Set<LookupKey> texts = new HashSet<>();
        List<Decimal> numbers = new ArrayList<>();
        int kinds = 0;
        for (Object one : written instanceof List<?> list ? list : Arrays.asList(written)) {
            if (one == null) {
                kinds |= Value.bit(Value.NULL);
            } else if (one instanceof String text) {
                texts.add(LookupKey.of(text));
            } else if (one instanceof Boolean truth) {
                kinds |= Value.bit(truth ? Value.TRUE : Value.FALSE);
            } else if (one instanceof Number number) {
                numbers.add(Decimal.of(number));
            } else {
                words.problem("etl's \"nullIf\" must be a scalar or a list of scalars, such as [\"\", \"N/A\"]");
            }
        }
        return new NullIf(texts, numbers, kinds);
    }

    /** @param probe reused */
    boolean matches(Value value, LookupKey probe, Decimal number, ConversionContext context) {
        if ((kinds & Value.bit(value.kind())) != 0) {
            return true;
        }
        if (value.kind() == Value.STRING && !texts.isEmpty()) {
            probe.clear();
            probe.append(value.bytes(), value.offset(), value.length());
            return texts.contains(probe);
        }
        if (value.kind() == Value.NUMBER && !numbers.isEmpty()) {
            return context.readText(value, number) == Decimal.Outcome.OK
                    && numbers.stream().anyMatch(one -> one.compareTo(number) == 0);
        }
        return value.kind() == Value.COMPUTED
                && numbers.stream().anyMatch(one -> one.compareTo(context.decimal()) == 0);
    }
}
