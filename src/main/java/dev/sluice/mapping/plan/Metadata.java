package dev.sluice.mapping.plan;

import dev.sluice.mapping.json.Value;

/** What Kafka and the clock know of a record, as a source. */
public final class Metadata extends Source {

    /** The words of {@code "metadata"} in the schema. */
    public enum Item {
        TOPIC("topic"),
        PARTITION("partition"),
        OFFSET("offset"),
        TIMESTAMP("timestamp"),
        KEY("key"),
        INGESTION_TIME("ingestion-time");

        public final String word;

        Item(String word) {
            this.word = word;
        }

        /** Milliseconds since the epoch. */
        public boolean isInstant() {
            return this == TIMESTAMP || this == INGESTION_TIME;
        }
    }

    private final Item item;

    public Metadata(Item item) {
        this.item = item;
    }

    @Override
    public void read(Conversion conversion, Value into) {
        SourceRecord source = conversion.source();
        switch (item) {
            case TOPIC -> {
                byte[] topic = conversion.topicUtf8();
                into.set(Value.STRING, topic, 0, topic.length);
            }
            case KEY -> into.setText(source.key());
            case PARTITION -> number(source.partition(), conversion, into);
            case OFFSET -> number(source.offset(), conversion, into);
            case TIMESTAMP -> number(source.timestamp(), conversion, into);
            case INGESTION_TIME -> number(conversion.ingestionTimeMillis(), conversion, into);
        }
    }

    private static void number(long number, Conversion conversion, Value into) {
        conversion.decimal.set(number, 0);
        into.setNothing(Value.COMPUTED);
    }

    @Override
    public String toString() {
        return "metadata " + item.word;
    }
}
