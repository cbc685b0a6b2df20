package dev.sluice.mapping.source;

import dev.sluice.failure.FailureReason.Category;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.Decimal;
import dev.sluice.mapping.text.LinearPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code "when"}: what is asked of a record. A condition never fails: it does not hold of a value that is absent, or of
 * another type than it asks for.
 */
sealed interface Condition {

    /** A condition as it runs. */
    @FunctionalInterface
    interface Test {

        /** @throws RecordRefusedException if a lookup's row has not come yet */
        boolean holds(ConversionContext context) throws RecordRefusedException;
    }

    Test compile(SourceScope scope, String path);

    /** All of these hold. */
    record All(List<Condition> conditions) implements Condition {

        @Override
        public Test compile(SourceScope scope, String path) {
            List<Test> tests = tests(conditions, scope, path);
            return context -> {
                for (Test test : tests) {
                    if (!test.holds(context)) {
                        return false;
                    }
                }
                return true;
            };
        }
    }

    /** One of these holds. */
    record Any(List<Condition> conditions) implements Condition {

        @Override
        public Test compile(SourceScope scope, String path) {
            List<Test> tests = tests(conditions, scope, path);
            return context -> {
                for (Test test : tests) {
                    if (test.holds(context)) {
                        return true;
                    }
                }
                return false;
            };
        }
    }

    /** This does not hold. */
    record Not(Condition condition) implements Condition {

        @Override
        public Test compile(SourceScope scope, String path) {
            Test test = condition.compile(scope, path);
            return context -> !test.holds(context);
        }
    }

    /**
     * What is asked of one source's value; several together must hold.
     *
     * @param present whether there must be a value, or must be none; null where that is not asked
     */
    record Of(
            SourceSpec source,
            @Nullable Set<LookupKey> oneOf,
            List<Decimal> numbers,
            @Nullable LinearPattern pattern,
            @Nullable Boolean present,
            @Nullable Decimal minimum,
            @Nullable Decimal maximum)
            implements Condition {

        @Override
        public Test compile(SourceScope scope, String path) {
            return new Asked(
                    this,
                    source.compile(scope, path),
                    scope.scratch().add(context -> new Value()),
                    scope.scratch().add(context -> LookupKey.probe()),
                    scope.scratch().add(context -> new Decimal()));
        }

        private boolean holds(Value value, LookupKey probe, Decimal number, ConversionContext context) {
            if (present != null && present == value.isNothing()) {
                return false;
            }
            return (oneOf == null || isOne(value, probe, number, context))
                    && (pattern == null
                            || value.kind() == Value.STRING
                                    && pattern.matches(value.bytes(), value.offset(), value.end()))
                    && (minimum == null || isNumber(value, number, context) && number.compareTo(minimum) >= 0)
                    && (maximum == null || isNumber(value, number, context) && number.compareTo(maximum) <= 0);
        }

        private boolean isOne(Value value, LookupKey probe, Decimal number, ConversionContext context) {
            if (value.kind() == Value.STRING) {
                probe.clear();
                probe.append(value.bytes(), value.offset(), value.length());
                return oneOf != null && oneOf.contains(probe);
            }
            if (value.kind() == Value.TRUE || value.kind() == Value.FALSE) {
                return oneOf != null && oneOf.contains(LookupKey.of(BOOLEAN + (value.kind() == Value.TRUE)));
            }
            return isNumber(value, number, context) && numbers.stream().anyMatch(one -> one.compareTo(number) == 0);
        }

        private static boolean isNumber(Value value, Decimal into, ConversionContext context) {
            if (value.kind() == Value.COMPUTED) {
                into.set(context.decimal());
                return true;
            }
            return value.isText() && context.readText(value, into) == Decimal.Outcome.OK;
        }
    }

    /** Before the text of a boolean that is one of {@code "oneOf"}, so that it is no string's. */
    String BOOLEAN = "\0";

    /** A condition on one source as it runs. */
    record Asked(Of spec, ValueSource source, Scratch<Value> value, Scratch<LookupKey> probe, Scratch<Decimal> number)
            implements Test {

        @Override
        public boolean holds(ConversionContext context) throws RecordRefusedException {
            Value asked = context.scratch(value);
            try {
                source.read(context, asked);
            } catch (RecordRefusedException e) {
                if (e.failure().reason().category() == Category.RETRIABLE) {
                    throw e;
                }
                return false;
            }
            return spec.holds(asked, context.scratch(probe), context.scratch(number), context);
        }
    }

    private static List<Test> tests(List<Condition> conditions, SourceScope scope, String path) {
        return conditions.stream()
                .map(condition -> condition.compile(scope, path))
                .toList();
    }

    /** Reads a condition; null, with the problem noted, if there is none. */
    static @Nullable Condition read(@Nullable Object written, EtlWords around) {
        EtlWords words = around.object(written, "\"when\"");
        if (words == null) {
            return null;
        }
        if (words.has("not")) {
            Condition condition = words.areAmong(List.of("not"), "\"when\"") ? read(words.get("not"), words) : null;
            return condition == null ? null : new Not(condition);
        }
        for (String word : List.of("all", "any")) {
            if (words.has(word)) {
                List<Condition> conditions =
                        words.areAmong(List.of(word), "\"when\"") ? readAll(word, words) : List.of();
                return conditions.isEmpty() ? null : word.equals("all") ? new All(conditions) : new Any(conditions);
            }
        }
        return readTests(words);
    }

    private static List<Condition> readAll(String word, EtlWords words) {
        List<Condition> conditions = new ArrayList<>();
        if (words.get(word) instanceof List<?> list) {
            for (Object one : list) {
                Condition condition = read(one, words);
                if (condition != null) {
                    conditions.add(condition);
                }
            }
        }
        if (conditions.isEmpty()) {
            words.problem("\"" + word + "\" must be a list of conditions, one or more");
        }
        return conditions;
    }

    private static @Nullable Condition readTests(EtlWords words) {
        List<String> tests = List.of("oneOf", "pattern", "present", "minimum", "maximum");
        if (tests.stream().noneMatch(words::has)) {
            words.problem("\"when\" asks nothing; write one of " + String.join(", ", tests) + ", all, any or not");
            return null;
        }
        SourceSpec source = SourceReader.ofWords(words, tests);
        if (source == null) {
            return null;
        }
        Set<LookupKey> texts = new HashSet<>();
        List<Decimal> numbers = new ArrayList<>();
        if (words.has("oneOf")) {
            if (!(words.get("oneOf") instanceof List<?> list) || list.isEmpty()) {
                words.problem("\"oneOf\" must be a list of scalars, one or more");
                return null;
            }
            for (Object one : list) {
                if (one instanceof Number number) {
                    numbers.add(Decimal.of(number));
                } else {
                    texts.add(LookupKey.of(one instanceof Boolean ? BOOLEAN + one : String.valueOf(one)));
                }
            }
        }
        return new Of(
                source,
                words.has("oneOf") ? texts : null,
                numbers,
                pattern(words),
                words.has("present") ? (Boolean) words.flag("present") : null,
                bound("minimum", words),
                bound("maximum", words));
    }

    private static @Nullable LinearPattern pattern(EtlWords words) {
        String regex = words.text("pattern", "a regular expression");
        try {
            return regex == null ? null : LinearPattern.compile(regex);
        } catch (IllegalArgumentException e) {
            words.problem("\"pattern\" is " + e.getMessage());
            return null;
        }
    }

    private static @Nullable Decimal bound(String word, EtlWords words) {
        Object written = words.get(word);
        if (written != null && !(written instanceof Number)) {
            words.problem("\"" + word + "\" of a condition must be a number");
        }
        return written instanceof Number number ? Decimal.of(number) : null;
    }
}
