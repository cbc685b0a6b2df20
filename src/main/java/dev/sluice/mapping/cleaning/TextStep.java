package dev.sluice.mapping.cleaning;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.mapping.schema.EtlWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of {@code "steps"}: changes a text. */
sealed interface TextStep {

    /** The changed text; null if the step does not take it. */
    @Nullable
    String apply(String text);

    /** The step as it is written. */
    String word();

    /** The steps that have no words of their own. */
    enum Plain implements TextStep {
        TRIM,
        COLLAPSE_SPACES,
        UPPER,
        LOWER,
        TITLE;

        @Override
        public String apply(String text) {
            return switch (this) {
                case TRIM -> text.strip();
                case COLLAPSE_SPACES -> collapsed(text);
                case UPPER -> text.toUpperCase(Locale.ROOT);
                case LOWER -> text.toLowerCase(Locale.ROOT);
                case TITLE -> title(text);
            };
        }

        /** Each run of white space as one space. */
        private static String collapsed(String text) {
            StringBuilder out = new StringBuilder(text.length());
            boolean isInRun = false;
            for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
                int c = text.codePointAt(i);
                if (!Character.isWhitespace(c)) {
                    out.appendCodePoint(c);
                } else if (!isInRun) {
                    out.append(' ');
                }
                isInRun = Character.isWhitespace(c);
            }
            return out.toString();
        }

        /** The first letter of each word in title case, the others in lower case. */
        private static String title(String text) {
            StringBuilder out = new StringBuilder(text.length());
            boolean isInWord = false;
            String lower = text.toLowerCase(Locale.ROOT);
            for (int i = 0; i < lower.length(); i += Character.charCount(lower.codePointAt(i))) {
                int c = lower.codePointAt(i);
                out.appendCodePoint(isInWord ? c : Character.toTitleCase(c));
                isInWord = Character.isLetterOrDigit(c) || isInWord && (c == '\'' || c == '\u2019');
            }
            return out.toString();
        }

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Replaces a literal text wherever it stands. */
    record Replace(String target, String replacement) implements TextStep {

        @Override
        public String apply(String text) {
            return text.replace(target, replacement);
        }

        @Override
        public String word() {
            return "replace";
        }
    }

    /** Takes the first group of the first match. */
    record Extract(Pattern pattern) implements TextStep {

        @Override
        public @Nullable String apply(String text) {
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? matcher.group(1) : null;
        }

        @Override
        public String word() {
            return "extract";
        }
    }

    /** Reads {@code "steps"}; what is wrong is noted. */
    static List<TextStep> read(EtlWords words) {
        List<TextStep> steps = new ArrayList<>();
        if (words.has("steps")) {
            if (words.get("steps") instanceof List<?> list && !list.isEmpty()) {
                list.forEach(step -> readOne(step, words).ifPresent(steps::add));
            } else {
                words.problem("etl's \"steps\" must be a list of one step or more, such as [\"trim\", \"upper\"]");
            }
        }
        return steps;
    }

    private static Optional<TextStep> readOne(Object written, EtlWords words) {
        for (Plain plain : Plain.values()) {
            if (plain.word().equals(written)) {
                return Optional.of(plain);
            }
        }
        if (written instanceof Map<?, ?> map && map.size() == 1) {
            Object content = map.values().iterator().next();
            if (map.containsKey("replace")
                    && content instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof String target
                    && pair.get(1) instanceof String replacement
                    && !target.isEmpty()) {
                return Optional.of(new Replace(target, replacement));
            }
            if (map.containsKey("extract") && content instanceof String regex) {
                return extract(regex, words);
            }
        }
        words.problem("etl's \"steps\" has a step that is none of \"trim\", \"collapse-spaces\", \"upper\", \"lower\","
                + " \"title\", {\"replace\": [text, text]} and {\"extract\": expression}");
        return Optional.empty();
    }

    private static Optional<TextStep> extract(String regex, EtlWords words) {
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.groupCount() > 0) {
                return Optional.of(new Extract(pattern));
            }
            words.problem("etl's \"extract\" takes the first group, and the expression has none; put what to take in"
                    + " parentheses");
        } catch (PatternSyntaxException e) {
            words.problem("etl's \"extract\" is no regular expression of RE2: " + e.getDescription());
        }
        return Optional.empty();
    }
}
