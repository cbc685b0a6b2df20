package dev.sluice.deadletters;

import dev.sluice.contract.RecordSize;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.TopicAdmin;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How large a record may be, by the topic that letters go back to, in bytes of a batch of its own.
 *
 * <p>A record that the broker refuses aborts its Kafka transaction, and every later run would break off at it. So a record
 * that might be refused if it does not compress at all is not sent. The service does the same ({@link RecordSize}).
 */
record TopicLimits(Map<String, Long> maxBytes) {

    TopicLimits {
        maxBytes = Map.copyOf(maxBytes);
    }

    /** Asks the broker. Where this user may not read the setting, Kafka's default counts. */
    static TopicLimits read(TopicAdmin admin, Collection<String> topics, long producerBytes)
            throws AccessException, InterruptedException {
        Map<String, Long> maxBytes = new HashMap<>();
        for (String topic : topics) {
            String text = admin.setting(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            long topicBytes = text == null ? RecordSize.DEFAULT_MAX_MESSAGE_BYTES : Long.parseLong(text);
            maxBytes.put(topic, Math.min(topicBytes, producerBytes));
        }
        return new TopicLimits(maxBytes);
    }

    boolean allow(ProducerRecord<byte[], byte[]> record) {
        long bytes = RecordSize.compressed(RecordSize.of(record.key(), record.value(), record.headers()));
        return bytes <= maxBytes.getOrDefault(record.topic(), 0L);
    }
}
