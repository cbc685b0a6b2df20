package dev.sluice.mapping.schema;

/** What Kafka and the clock know of a record: the words of {@code "metadata"} in the schema. */
public enum Metadata {
    TOPIC("topic"),
    PARTITION("partition"),
    OFFSET("offset"),
    TIMESTAMP("timestamp"),
    KEY("key"),
    INGESTION_TIME("ingestion-time"),
    ROW("row");

    private final String word;

    Metadata(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
