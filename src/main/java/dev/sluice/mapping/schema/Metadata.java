package dev.sluice.mapping.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What Kafka and the clock know of a record: the words of {@code "metadata"} in the schema. */
public enum Metadata {
    TOPIC("topic"),
    PARTITION("partition"),
    OFFSET("offset"),
    TIMESTAMP("timestamp"),
    KEY("key"),
    INGESTION_TIME("ingestion-time");

    private final String word;

    Metadata(String word) {
        this.word = word;
    }

    /** All by their words. */
    public static Map<String, Metadata> byWord() {
        return Arrays.stream(values())
                .collect(Collectors.toMap(Metadata::word, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    public String word() {
        return word;
    }
}
