package dev.sluice.kafka;

import java.util.Map;

/**
 * The settings of the two Kafka clients that read topics outside any consumer group.
 *
 * @param consumer settings of a Kafka consumer
 * @param admin settings of a Kafka admin client
 */
public record ReaderSettings(Map<String, Object> consumer, Map<String, Object> admin, Remedies remedies) {

    public ReaderSettings {
        consumer = Map.copyOf(consumer);
        admin = Map.copyOf(admin);
    }
}
