package dev.sluice.mapping;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a value must be besides of its type. Immutable. */
abstract class Check {

    private final String word;

    /** @param word the check's name in the schema */
    Check(String word) {
        this.word = word;
    }

    /** Whether a value passes that has just been written. */
    abstract boolean passes(Value value, Conversion conversion);

    final String word() {
        return word;
    }

    /** Minimum and maximum, both inclusive. */
    static final class Bound extends Check {
        private final Decimal bound;
        private final int side;

        /** @param side 1 if values lie above the bound, -1 if below */
        Bound(String word, Decimal bound, int side) {
            super(word);
            this.bound = bound;
            this.side = side;
        }

        @Override
        boolean passes(Value value, Conversion conversion) {
            return side * conversion.decimal.compareTo(bound) >= 0;
        }
    }

    static final class OneNumberOf extends Check {
        private final Decimal[] allowed;

        OneNumberOf(List<Decimal> allowed) {
            super("oneOf");
            this.allowed = allowed.toArray(new Decimal[0]);
        }

        @Override
        boolean passes(Value value, Conversion conversion) {
            for (Decimal one : allowed) {
                if (conversion.decimal.compareTo(one) == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    static final class OneTextOf extends Check {
        private final Set<LookupKey> allowed;

        OneTextOf(List<LookupKey> allowed) {
            super("oneOf");
            this.allowed = Set.copyOf(allowed);
        }

        @Override
        boolean passes(Value value, Conversion conversion) {
            conversion.probe.clear();
            conversion.probe.append(value.bytes, value.offset, value.length);
            return allowed.contains(conversion.probe);
        }
    }

    /** The number of code points. */
    static final class Length extends Check {
        private final int min;
        private final int max;

        Length(String word, int min, int max) {
            super(word);
            this.min = min;
            this.max = max;
        }

        @Override
        boolean passes(Value value, Conversion conversion) {
            int length = Utf8.codePoints(value.bytes, value.offset, value.length);
            return length >= min && length <= max;
        }
    }

    static final class Matching extends Check {
        private final Pattern pattern;

        Matching(Pattern pattern) {
            super("pattern");
            this.pattern = pattern;
        }

        @Override
        boolean passes(Value value, Conversion conversion) {
            return conversion.patternText.matches(pattern, value);
        }
    }
}
