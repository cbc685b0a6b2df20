package dev.sluice.mapping.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.regex.MatchResult;

/**
 * A regular expression in RE2's syntax, whose matching takes time linear in the text whatever the expression (Russ Cox,
 * "Regular Expression Matching in the Wild", 2010). Immutable.
 */
public final class LinearPattern {

    /** The most instructions of a program. RE2 writes each repeat out, so a few characters could ask for billions. */
    static final int MAX_INSTRUCTIONS = 10_000;

    /** The most instructions that one match may execute: about a second's worth. */
    private static final long MAX_STEPS = 20_000_000;

    private static final java.util.regex.Pattern REPEAT = java.util.regex.Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?}");

    private final Pattern pattern;
    private final long maxBytes;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
        this.maxBytes = MAX_STEPS / pattern.programSize();
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException with what is wrong and what to write, as the end of "… is"
     */
    public static LinearPattern compile(String regex) {
        if (instructions(regex) > MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException(
                    "too large with its repeats written out, over " + MAX_INSTRUCTIONS + " steps; repeat less");
        }
        try {
            return new LinearPattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "no regular expression of RE2: " + e.getDescription() + part(e)
                            + "; RE2 has no look-around, no back references and no possessive quantifiers, see"
                            + " https://github.com/google/re2/wiki/Syntax",
                    e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("nested too deeply; write fewer groups in one another", e);
        }
    }

    private static String part(PatternSyntaxException e) {
        return e.getPattern() == null || e.getPattern().isEmpty() ? "" : ": " + e.getPattern();
    }

    /** About how many instructions an expression has once its repeats are written out. */
    private static long instructions(String regex) {
        Deque<Long> outer = new ArrayDeque<>();
        java.util.regex.Matcher repeat = REPEAT.matcher(regex);
        long size = 0;
        long last = 1;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '(') {
                outer.push(size);
                size = 1;
            } else if (c == ')' && !outer.isEmpty()) {
                last = size;
                size = Math.min(outer.pop() + last, Integer.MAX_VALUE);
            } else if (c == '{' && repeat.region(i, regex.length()).lookingAt()) {
                long times = times(repeat);
                size = Math.min(size + last * Math.max(0, times - 1), Integer.MAX_VALUE);
                last = Math.min(last * Math.max(1, times), Integer.MAX_VALUE);
                i = repeat.end() - 1;
            } else {
                i += c == '\\' ? 1 : 0;
                size++;
                last = c == '*' || c == '+' || c == '?' ? last : 1;
            }
        }
        return outer.stream().reduce(size, Long::sum);
    }

    private static long times(MatchResult repeat) {
        String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
        return most.length() > 4 ? MAX_INSTRUCTIONS : Long.parseLong(most);
    }

    /** Whether all of a valid UTF-8 text matches; false as well if that takes too many steps to tell. */
    public boolean matches(byte[] utf8, int from, int to) {
        return to - from <= maxBytes && pattern.matches(Arrays.copyOfRange(utf8, from, to));
    }

    /** The expression. */
    @Override
    public String toString() {
        return pattern.pattern();
    }
}
