package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Decimal;
import dev.sluice.mapping.json.Utf8;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a value must be besides of its type. Immutable. */
public abstract class Check {

    private final String word;

    /** @param word the check's name in the schema */
    public Check(String word) {
        this.word = word;
    }

    /** Whether a value passes that has just been written. */
    public abstract boolean passes(Value value, Conversion conversion);

    public final String word() {
        return word;
    }

    /** Minimum and maximum, both inclusive. */
    public static final class Bound extends Check {
        private final Decimal bound;
        private final int side;

        /** @param side 1 if values lie above the bound, -1 if below */
        public Bound(String word, Decimal bound, int side) {
            super(word);
            this.bound = bound;
            this.side = side;
        }

        @Override
        public boolean passes(Value value, Conversion conversion) {
            return side * conversion.decimal.compareTo(bound) >= 0;
        }
    }

    public static final class OneNumberOf extends Check {
        private final Decimal[] allowed;

        public OneNumberOf(List<Decimal> allowed) {
            super("oneOf");
            this.allowed = allowed.toArray(new Decimal[0]);
        }

        @Override
        public boolean passes(Value value, Conversion conversion) {
            for (Decimal one : allowed) {
                if (conversion.decimal.compareTo(one) == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    public static final class OneTextOf extends Check {
        private final Set<LookupKey> allowed;

        public OneTextOf(List<LookupKey> allowed) {
            super("oneOf");
            this.allowed = Set.copyOf(allowed);
        }

        @Override
        public boolean passes(Value value, Conversion conversion) {
            conversion.probe.clear();
            conversion.probe.append(value.bytes, value.offset, value.length);
            return allowed.contains(conversion.probe);
        }
    }

    /** The number of code points. */
    public static final class Length extends Check {
        private final int min;
        private final int max;

        public Length(String word, int min, int max) {
            super(word);
            this.min = min;
            this.max = max;
        }

        @Override
        public boolean passes(Value value, Conversion conversion) {
            int length = Utf8.codePoints(value.bytes, value.offset, value.length);
            return length >= min && length <= max;
        }
    }

    public static final class Matching extends Check {
        private final Pattern pattern;

        public Matching(Pattern pattern) {
            super("pattern");
            this.pattern = pattern;
        }

        @Override
        public boolean passes(Value value, Conversion conversion) {
            return conversion.patternText.matches(pattern, value);
        }
    }
}
