package dev.sluice.doctor;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a Kafka cluster about some topics, and about transactions.
 *
 * @param topics the facts by topic name
 * @param maxTransactionTimeoutMillis the broker's {@code transaction.max.timeout.ms}, or null where it may not be read
 * @param clockAheadMillis how far this machine's clock is ahead of the cluster's, negative if it is behind; null where the
 *     cluster does not tell
 * @param transactionVersion the cluster's feature {@code transaction.version}, 0 where it has none; null where it may not be
 *     read
 */
record ClusterFacts(
        Map<String, TopicFacts> topics,
        @Nullable Long maxTransactionTimeoutMillis,
        @Nullable Integer transactionVersion,
        @Nullable Long clockAheadMillis) {

    ClusterFacts {
        topics = Map.copyOf(topics);
    }

    /** Whether a topic can be used. */
    enum Standing {
        THERE,
        MISSING,
        /** This user may neither read nor write it; either right would allow to describe it. */
        FORBIDDEN
    }

    /**
     * One topic.
     *
     * @param partitions its number of partitions; 0 unless it exists and may be described
     * @param config its configuration by name, defaults included; null where this user may not read it
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

    /** A setting of a topic, or an empty text where it is unknown. */
    String setting(String topic, String setting) {
        Map<String, String> config = topic(topic).config();
        return config == null ? "" : config.getOrDefault(setting, "");
    }

    /** A setting of a topic that is a number, or {@code otherwise} where it is unknown. */
    long number(String topic, String setting, long otherwise) {
        String text = setting(topic, setting);
        return text.isEmpty() ? otherwise : Long.parseLong(text);
    }
}
