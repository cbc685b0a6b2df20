package dev.sluice.doctor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Kafka cluster says of the topics that were asked for, and of transactions.
 *
 * @param topics those that are there, by name; of the others, why not
 * @param maxTransactionTimeoutMillis the broker's {@code transaction.max.timeout.ms}, or null where it may not be read
 */
record ClusterFacts(
        Map<String, TopicFacts> topics, @Nullable Long maxTransactionTimeoutMillis) {

    ClusterFacts {
        topics = Map.copyOf(topics);
    }

    /** How a topic stands. */
    enum Standing {
        THERE,
        MISSING,
        /** This user may neither read nor write it: either would let him describe it. */
        FORBIDDEN
    }

    /**
     * One topic.
     *
     * @param partitions how many it has; 0 unless it is there
     * @param config its settings by name, defaults included; null where they may not be read
     */
    record TopicFacts(
            Standing standing, int partitions, @Nullable Map<String, String> config) {

        static TopicFacts missing() {
            return new TopicFacts(Standing.MISSING, 0, null);
        }

        static TopicFacts forbidden() {
            return new TopicFacts(Standing.FORBIDDEN, 0, null);
        }

        boolean isThere() {
            return standing == Standing.THERE;
        }
    }

    TopicFacts topic(String name) {
        return topics.getOrDefault(name, TopicFacts.missing());
    }

    /** A setting of a topic, or an empty text where it is not known. */
    String setting(String topic, String setting) {
        Map<String, String> config = topic(topic).config();
        return config == null ? "" : config.getOrDefault(setting, "");
    }

    /** A setting of a topic that is a number, or {@code otherwise} where it is not known. */
    long number(String topic, String setting, long otherwise) {
        String text = setting(topic, setting);
        return text.isEmpty() ? otherwise : Long.parseLong(text);
    }
}
