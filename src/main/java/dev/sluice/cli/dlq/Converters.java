package dev.sluice.cli.dlq;

import dev.sluice.deadletters.DeadLetterRecord;
import dev.sluice.deadletters.ReplayTarget;
import dev.sluice.failure.FailureReason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** The types of options. Each throws {@link IllegalArgumentException} with what the text must be. */
final class Converters {

    private Converters() {}

    /** The label of a failure reason, or {@link DeadLetterRecord#UNKNOWN}. */
    static final class Reason implements ITypeConverter<String> {
        private static final List<String> KNOWN = Stream.concat(
                        Arrays.stream(FailureReason.values()).map(FailureReason::label),
                        Stream.of(DeadLetterRecord.UNKNOWN))
                .toList();

        @Override
        public String convert(String text) {
            if (!KNOWN.contains(text)) {
                throw new IllegalArgumentException("it must be one of " + String.join(", ", KNOWN));
            }
            return text;
        }
    }

    /** An instant in ISO 8601 with its offset. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("it must be a time such as 2026-11-21T08:00:00Z", e);
            }
        }
    }

    /** A whole number. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("it must be a whole number of 1 or more", e);
            }
        }
    }

    /** The label of a replay target, in any case. */
    static final class Target implements ITypeConverter<ReplayTarget> {
        @Override
        public ReplayTarget convert(String text) {
            return Arrays.stream(ReplayTarget.values())
                    .filter(target -> target.label().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("it must be retry or source"));
        }
    }
}
