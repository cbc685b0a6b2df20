package dev.sluice.mapping.cleaning;

import dev.sluice.mapping.cleaning.NumberNotation.Base64Scale;
import dev.sluice.mapping.cleaning.NumberNotation.Negative;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.JsonPointer;
import dev.sluice.mapping.json.JsonSlotReader;
import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Slots;
import dev.sluice.mapping.json.Value;
import dev.sluice.mapping.plan.ConversionContext;
import dev.sluice.mapping.plan.Scratch;
import dev.sluice.mapping.plan.ScratchSpace;
import dev.sluice.mapping.text.Decimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers in a {@link NumberNotation}. Immutable. */
public final class NotationReader {

    private static final int MAX_CHARACTERS = 1_000;

    private final NumberNotation notation;
    private final Pattern grouping;
    private final Scratch<VariableScale> variable;

    /** @param scratch of the plan that the numbers are in */
    public NotationReader(NumberNotation notation, ScratchSpace scratch) {
        this.notation = notation;
        grouping = Pattern.compile(Pattern.quote(notation.grouping()));
        variable = scratch.add(context -> new VariableScale());
    }

    /** Reads Kafka Connect's numbers of a variable scale, which are objects. */
    private static final class VariableScale {
        private final PointerTrie.Builder pointers = new PointerTrie.Builder();
        private final int scaleSlot = pointers.slot(JsonPointer.parse("/scale"), "");
        private final int valueSlot = pointers.slot(JsonPointer.parse("/value"), "");
        private final PointerTrie trie = pointers.build();
        private final JsonSlotReader reader = new JsonSlotReader(trie, "the number", JsonLimits.DEFAULTS);
        private final Slots slots = new Slots(trie.size());
        private final Value member = new Value();
        private final Decimal scale = new Decimal();

        boolean read(Value value, ConversionContext context) {
            try {
                reader.read(value.bytes(), value.offset(), value.end(), slots);
            } catch (RecordRefusedException e) {
                return false;
            }
            slots.read(scaleSlot, member);
            if (member.kind() != Value.NUMBER
                    || scale.parse(member.bytes(), member.offset(), member.length()) != Decimal.Outcome.OK
                    || scale.rescale(0, null) != Decimal.Outcome.OK
                    || !scale.fitsLong()
                    || Math.abs(scale.longValue()) > Decimal.MAX_EXPONENT) {
                return false;
            }
            slots.read(valueSlot, member);
            if (member.kind() != Value.STRING || !readBase64(member, (int) scale.longValue(), context)) {
                return false;
            }
            value.setNothing(Value.COMPUTED);
            return true;
        }
    }

    String expected() {
        Base64Scale base64 = notation.base64();
        if (base64 == null) {
            return "a number, or a string that holds one as in its \"number\"";
        }
        return base64.isVariable()
                ? "an object of \"scale\" and, in Base64, \"value\""
                : "Base64 (RFC 4648, padded) of an unscaled number";
    }

    int kinds() {
        Base64Scale base64 = notation.base64();
        return base64 == null ? Value.TEXT | Value.NUMBERS : base64.isVariable() ? Value.bit(Value.OBJECT) : Value.TEXT;
    }

    /** Turns a value into the number that it says; returns whether it says one. */
    public boolean read(Value value, ConversionContext context) {
        Base64Scale base64 = notation.base64();
        if (base64 == null) {
            return value.kind() != Value.STRING || readDigits(value);
        }
        return base64.isVariable()
                ? context.scratch(variable).read(value, context)
                : readBase64(value, base64.scale(), context);
    }

    private boolean readDigits(Value value) {
        if (value.length() > MAX_CHARACTERS) {
            return false;
        }
        String digits = digits(new String(value.bytes(), value.offset(), value.length(), StandardCharsets.UTF_8));
        if (digits == null) {
            return false;
        }
        value.setNumber(digits);
        return true;
    }

    /** The JSON number that a text says; null if it says none. */
    @Nullable
    String digits(String written) {
        String text = stripped(written);
        boolean isNegative = false;
        if (notation.negative() == Negative.PARENTHESES && text.startsWith("(") && text.endsWith(")")) {
            isNegative = true;
            text = stripped(text.substring(1, text.length() - 1));
        } else if (notation.negative() == Negative.TRAILING && text.endsWith("-")) {
            isNegative = true;
            text = stripped(text.substring(0, text.length() - 1));
        } else if (text.startsWith("-")) {
            isNegative = true;
            text = stripped(text.substring(1));
        }
        int point = text.indexOf(notation.decimal());
        String whole = ungrouped(point < 0 ? text : text.substring(0, point));
        String decimals = point < 0 ? "" : text.substring(point + 1);
        if (whole == null || !isDigits(whole) || point >= 0 && !isDigits(decimals)) {
            return null;
        }
        int firstDigit = 0;
        while (firstDigit < whole.length() - 1 && whole.charAt(firstDigit) == '0') {
            firstDigit++;
        }
        return (isNegative ? "-" : "") + whole.substring(firstDigit) + (point < 0 ? "" : "." + decimals);
    }

    private String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && notation.strip().indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && notation.strip().indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The digits without their separators; null if the groups are not of three digits each, the first of up to three. */
    private @Nullable String ungrouped(String whole) {
        if (notation.grouping().isEmpty() || !whole.contains(notation.grouping())) {
            return whole;
        }
        String[] groups = grouping.split(whole, -1);
        boolean isGrouped = !groups[0].isEmpty()
                && groups[0].length() <= 3
                && Arrays.stream(groups).skip(1).allMatch(group -> group.length() == 3);
        return isGrouped ? String.join("", groups) : null;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean readBase64(Value value, int scale, ConversionContext context) {
        byte[] text = Arrays.copyOfRange(value.bytes(), value.offset(), value.end());
        try {
            byte[] unscaled = Base64.getDecoder().decode(text);
            if (unscaled.length == 0 || !Arrays.equals(Base64.getEncoder().encode(unscaled), text)) {
                return false;
            }
            context.decimal().set(new BigInteger(unscaled), scale);
            value.setNothing(Value.COMPUTED);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
