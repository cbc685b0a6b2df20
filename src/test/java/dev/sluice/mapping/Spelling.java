package dev.sluice.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** The many ways to write one text or number in JSON. */
final class Spelling {

    private static final String SHORT = "\"\\/\b\f\n\r\t";
    private static final String LETTERS = "\"\\/bfnrt";

    private Spelling() {}

    /** Ways to quote a text: its characters as they are where they may be, and with either kind of escape. */
    static Arbitrary<Function<String, String>> quotes() {
        return Arbitraries.integers().between(0, 3).list().ofMaxSize(4).map(styles -> text -> quoted(text, styles));
    }

    private static String quoted(String text, List<Integer> styles) {
        StringBuilder quoted = new StringBuilder("\"");
        int index = 0;
        for (int at = 0; at < text.length(); index++) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            int style = styles.isEmpty() ? 0 : styles.get(index % styles.size());
            int letter = SHORT.indexOf(point);
            boolean must = point < ' ' || point == '"' || point == '\\';
            if (letter >= 0 && (style == 3 || must && style == 0)) {
                quoted.append('\\').append(LETTERS.charAt(letter));
            } else if (must || style == 1 || style == 2) {
                for (char unit : Character.toChars(point)) {
                    quoted.append(String.format(style == 1 ? "\\u%04x" : "\\u%04X", (int) unit));
                }
            } else {
                quoted.appendCodePoint(point);
            }
        }
        return quoted.append('"').toString();
    }

    static String quoted(String text) {
        return quoted(text, List.of());
    }

    /** Ways to write a number: with zeros that say nothing, an exponent, or both. */
    static Arbitrary<Function<BigDecimal, String>> numbers() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 25))
                .as((style, zeros) -> number -> number(number, style, zeros));
    }

    private static String number(BigDecimal number, int style, int zeros) {
        return switch (style) {
            case 1 -> number.setScale(Math.max(0, number.scale()) + zeros).toPlainString();
            case 2 -> number.stripTrailingZeros().toString();
            case 3 -> number.unscaledValue() + "e" + -number.scale();
            case 4 -> number.unscaledValue() + (number.scale() <= 0 ? "E+0" + -number.scale() : "E-0" + number.scale());
            case 5 -> number.movePointLeft(zeros).toPlainString() + "e" + zeros;
            case 6 -> (number.signum() == 0 ? "-" : "") + number.toPlainString();
            default -> number.toPlainString();
        };
    }

    static Arbitrary<String> texts() {
        Arbitrary<Integer> points = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between('a', 'z')),
                Tuple.of(2, Arbitraries.integers().between(0, 0x7F)),
                Tuple.of(1, Arbitraries.integers().between(0x80, 0xD7FF)),
                Tuple.of(1, Arbitraries.integers().between(0xE000, 0x10FFFF)));
        return points.list()
                .ofMaxSize(20)
                .map(list -> list.stream().map(Character::toString).reduce("", String::concat));
    }

    static Arbitrary<String> unknownNames() {
        return Arbitraries.of(
                "\"\"", "\"f\"", "\"F0\"", "\"f00\"", "\"x\"", "\"\\u0066\"", "\"f0 \"", "\"\\ud800\"", "\"é\"");
    }

    static Arbitrary<String> literals() {
        return Arbitraries.of("null", "true", "false");
    }

    static Arbitrary<String> anyNumbers() {
        return Arbitraries.of(
                "0", "-0", "1.5", "-1e5", "1E+400", "2e-400", "90210471189021047118.9021047118", "1e99999");
    }

    static Arbitrary<String> anyTexts() {
        Arbitrary<String> quoted = Combinators.combine(texts(), quotes()).as((text, quotes) -> quotes.apply(text));
        return Arbitraries.oneOf(quoted, Arbitraries.of("\"\\ud800\"", "\"\\udc00x\"", "\"}\"", "\"\\\"]\""));
    }
}
