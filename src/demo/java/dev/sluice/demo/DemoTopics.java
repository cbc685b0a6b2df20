package dev.sluice.demo;

import dev.sluice.testing.EmbeddedKafka;
import java.util.Map;

/** The demo's topics. */
final class DemoTopics {

    static final String APPLICATION_ID = "sluice-demo";
    static final String INPUT = "transactions";
    static final String RETRIES = APPLICATION_ID + ".retries";
    static final String DEAD_LETTERS = APPLICATION_ID + ".dead-letters";
    static final String MANIFEST = APPLICATION_ID + ".manifest";
    static final int PARTITIONS = 4;

    /** Room for a record that is as large as the input takes, and the headers that say what was wrong with it. */
    private static final Map<String, String> LARGER = Map.of("max.message.bytes", "2000000");

    private DemoTopics() {}

    /** The compacted topic of a lookup table. */
    static String lookup(String table) {
        return "lookup." + table;
    }

    static void create(EmbeddedKafka kafka, Iterable<String> tables) {
        kafka.createTopic(INPUT, PARTITIONS);
        kafka.createTopic(RETRIES, PARTITIONS, LARGER);
        kafka.createTopic(DEAD_LETTERS, 1, LARGER);
        kafka.createTopic(MANIFEST, 1);
        tables.forEach(table -> kafka.createTopic(lookup(table), 1, Map.of("cleanup.policy", "compact")));
    }
}
