package dev.sluice.config;

import dev.sluice.batch.block.BlockCodec;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.failure.TombstonePolicy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parsers of names, choices and lists. */
final class Parsers {

    /** Kafka's own rule for topic names, which also holds for group ids that are topic prefixes. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private Parsers() {}

    static String topic(String text) {
        if (!TOPIC.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "it must be at most 249 of a-z, A-Z, 0-9, '.', '_' and '-', as in any topic name of Kafka");
        }
        return text;
    }

    static boolean flag(String text) {
        return oneOf("true", "false").apply(text).equals("true");
    }

    static Function<String, String> oneOf(String... choices) {
        List<String> allowed = List.of(choices);
        return text -> {
            if (!allowed.contains(text)) {
                throw new IllegalArgumentException("it must be one of " + String.join(", ", allowed));
            }
            return text;
        };
    }

    static <T> Function<String, Optional<T>> optional(Function<String, T> parser) {
        return text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
    }

    static <T> Function<String, List<T>> listOf(Function<String, T> parser) {
        return text -> Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(parser)
                .toList();
    }

    static RetryPolicy retryPolicy(String text) {
        return new RetryPolicy(
                text.equals("none") ? List.of() : listOf(Quantities::duration).apply(text));
    }

    static TombstonePolicy tombstones(String text) {
        return oneOf("dead-letter", "ignore").apply(text).equals("ignore")
                ? TombstonePolicy.IGNORE
                : TombstonePolicy.DEAD_LETTER;
    }

    static Map<String, String> lookups(String text) {
        Map<String, String> topicByTable = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return topicByTable;
        }
        for (String entry : listOf(Function.<String>identity()).apply(text)) {
            String[] tableAndTopic = entry.split("=", -1);
            if (tableAndTopic.length != 2 || tableAndTopic[0].isBlank()) {
                throw new IllegalArgumentException(
                        "it must be name=topic, separated by commas, such as merchants=merchants.v1,rates=fx-rates");
            }
            if (topicByTable.put(tableAndTopic[0].strip(), topic(tableAndTopic[1].strip())) != null) {
                throw new IllegalArgumentException(
                        "lookup table " + tableAndTopic[0].strip() + " has two topics; name each table once");
            }
        }
        return topicByTable;
    }

    static BlockCodec codec(String text) {
        String[] nameAndLevel = text.split(":", 2);
        for (BlockCodec.Kind kind : BlockCodec.Kind.values()) {
            if (kind.avroName().equals(nameAndLevel[0])) {
                return nameAndLevel.length == 1 ? kind.codec() : new BlockCodec(kind, level(nameAndLevel[1]));
            }
        }
        throw new IllegalArgumentException("it must be "
                + Stream.of(BlockCodec.Kind.values())
                        .map(BlockCodec.Kind::avroName)
                        .collect(Collectors.joining(" or ")));
    }

    private static int level(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its level must be a whole number, as in zstandard:3", e);
        }
    }
}
