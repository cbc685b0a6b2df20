package dev.sluice.mapping.source;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.plan.ValueSource;
import dev.sluice.mapping.schema.EtlWords;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code "translate"}: words for words.
 *
 * @param constants by the text, the boolean or the number's plain form that they stand for
 * @param hasOtherwise whether other values are taken from {@code otherwise}; else they are refused
 * @param otherwise null for null
 */
public record Translation(
        Map<String, Optional<Object>> constants,
        boolean hasOtherwise,
        @Nullable SourceSpec otherwise) {

    public static final List<String> WORDS = List.of("translate", "otherwise");

    public Translation {
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }

    /** Reads the words of an attribute; null if there are none, or, with the problem noted, if they are wrong. */
    public static @Nullable Translation read(EtlWords words) {
        if (!words.has("translate")) {
            return null;
        }
        if (!(words.get("translate") instanceof Map<?, ?> map) || map.isEmpty()) {
            words.problem(
                    "etl's \"translate\" must be an object of one word or more, such as {\"Y\": true, \"N\": false}");
            return null;
        }
        Map<String, Optional<Object>> constants = new LinkedHashMap<>();
        map.forEach((from, to) -> {
            if (to == null || to instanceof String || to instanceof Number || to instanceof Boolean) {
                constants.put(String.valueOf(from), Optional.ofNullable(to));
            } else {
                words.problem("etl's \"translate\" gives \"" + from
                        + "\" what is no scalar; write a text, a number, true," + " false or null");
            }
        });
        boolean hasOtherwise = words.has("otherwise");
        Object otherwise = words.get("otherwise");
        return new Translation(
                constants, hasOtherwise, otherwise == null ? null : SourceReader.read(otherwise, "otherwise", words));
    }

    Collection<Optional<Object>> values() {
        return constants.values();
    }

    /** The translation as it runs. */
    public Translator compile(SourceScope scope, String path) {
        Map<LookupKey, Value> values = new HashMap<>();
        constants.forEach((from, to) -> {
            Value value = new Value();
            to.ifPresentOrElse(value::setConstant, () -> value.setNothing(Value.NULL));
            values.put(LookupKey.of(from), value);
        });
        return new Translator(
                values,
                hasOtherwise,
                otherwise == null ? null : otherwise.compile(scope, path),
                path,
                scope.scratch().add(context -> LookupKey.probe()));
    }

    /** Translates the values of one field. Immutable. */
    public static final class Translator {
        private static final LookupKey TRUE = LookupKey.of("true");
        private static final LookupKey FALSE = LookupKey.of("false");

        private final Map<LookupKey, Value> values;
        private final boolean hasOtherwise;
        private final @Nullable ValueSource otherwise;
        private final String path;
        private final Scratch<LookupKey> probe;

        private Translator(
                Map<LookupKey, Value> values,
                boolean hasOtherwise,
                @Nullable ValueSource otherwise,
                String path,
                Scratch<LookupKey> probe) {
            this.values = values;
            this.hasOtherwise = hasOtherwise;
            this.otherwise = otherwise;
            this.path = path;
            this.probe = probe;
        }

        /** Puts what a value that is there stands for in its place. */
        public void translate(Value value, ConversionContext context) throws RecordRefusedException {
            Value found = values.get(key(value, context));
            if (found != null) {
                value.set(found);
            } else if (!hasOtherwise) {
                throw new RecordRefusedException(
                        FailureReason.UNKNOWN_VALUE,
                        path,
                        path + " is " + value.shape() + ", which is none of the " + values.size()
                                + " words of its \"translate\"; add it, or say what \"otherwise\" is");
            } else if (otherwise == null) {
                value.setNothing(Value.NULL);
            } else {
                otherwise.read(context, value);
            }
        }

        private LookupKey key(Value value, ConversionContext context) {
            switch (value.kind()) {
                case Value.TRUE:
                    return TRUE;
                case Value.FALSE:
                    return FALSE;
                default:
                    LookupKey key = context.scratch(probe);
                    key.clear();
                    if (value.kind() == Value.STRING) {
                        key.append(value.bytes(), value.offset(), value.length());
                    } else {
                        byte[] plain = context.plainNumber(value);
                        key.append(plain, 0, plain.length);
                    }
                    return key;
            }
        }
    }
}
