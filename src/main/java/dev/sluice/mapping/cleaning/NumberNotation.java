package dev.sluice.mapping.cleaning;

import dev.sluice.mapping.schema.EtlWords;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code "number"}: how a string writes a number.
 *
 * @param grouping between groups of three digits; empty for none
 * @param decimal before the decimals
 * @param strip characters that may stand at the ends
 * @param negative how a number below zero is marked
 * @param base64 the digits are bytes of Kafka Connect's decimals; null if they are digits
 */
public record NumberNotation(
        String grouping,
        String decimal,
        String strip,
        Negative negative,
        @Nullable Base64Scale base64) {

    public static final List<String> WORDS = List.of("number");

    private static final List<String> OWN_WORDS = List.of("grouping", "decimal", "strip", "negative", "base64");

    /** How a number below zero is marked. */
    public enum Negative {
        LEADING,
        TRAILING,
        PARENTHESES;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The scale of bytes: declared, or, where negative, sent along with them. */
    public record Base64Scale(int scale) {

        static final Base64Scale VARIABLE = new Base64Scale(-1);

        public boolean isVariable() {
            return scale < 0;
        }
    }

    /** Reads the words of an attribute; null if there is none, or, with the problem noted, if it is wrong. */
    public static @Nullable NumberNotation read(EtlWords around) {
        if (!around.has("number")) {
            return null;
        }
        EtlWords words = around.object(around.get("number"), "etl's \"number\"");
        if (words == null || !words.areAmong(OWN_WORDS, "number")) {
            return null;
        }
        String grouping = one(words, "grouping");
        String decimal = one(words, "decimal");
        String strip = words.text("strip", "the characters that may stand at the ends");
        Negative negative = words.choice("negative", List.of(Negative.values()), Negative::word);
        String point = decimal.isEmpty() ? grouping.equals(".") ? "," : "." : decimal;
        if (point.equals(grouping)) {
            words.problem("number's \"grouping\" and \"decimal\" are the same; name two characters");
        }
        if (words.has("base64") && words.names().size() > 1) {
            words.problem("number's \"base64\" goes with none of its other words; keep one of them");
        }
        return new NumberNotation(
                grouping,
                point,
                strip == null ? "" : strip,
                negative == null ? Negative.LEADING : negative,
                words.has("base64") ? base64(words) : null);
    }

    private static String one(EtlWords words, String word) {
        String text = words.text(word, "one character");
        if (text == null) {
            return "";
        }
        if (text.length() != 1 || Character.isLetterOrDigit(text.charAt(0)) || text.equals("-")) {
            words.problem("number's \"" + word + "\" must be one character that is no letter, digit or minus");
            return "";
        }
        return text;
    }

    private static @Nullable Base64Scale base64(EtlWords around) {
        if ("variable".equals(around.get("base64"))) {
            return Base64Scale.VARIABLE;
        }
        EtlWords words = around.object(around.get("base64"), "number's \"base64\"");
        Integer scale = words == null || !words.areAmong(List.of("scale"), "base64") ? null : words.count("scale");
        if (words != null && scale == null) {
            words.problem("number's \"base64\" needs the scale of the source, {\"scale\": 2}, or is \"variable\"");
        }
        return scale == null ? null : new Base64Scale(scale);
    }
}
