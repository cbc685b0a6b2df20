package dev.sluice.deadletters;

import dev.sluice.contract.Topics;
import dev.sluice.kafka.ReaderSettings;
import java.util.Map;

/**
 * One service's dead letters, and how to reach them.
 *
 * @param kafkaProducer settings of a Kafka producer, without transactional id
 * @param producerBytes the largest record that it sends
 */
public record DeadLetterTarget(
        String applicationId,
        Topics topics,
        ReaderSettings kafka,
        Map<String, Object> kafkaProducer,
        long producerBytes) {

    public DeadLetterTarget {
        kafkaProducer = Map.copyOf(kafkaProducer);
    }

    /** The topic that holds the dead letters. */
    public String deadLetterTopic() {
        return topics.deadLetters();
    }

    /** The topic that they are replayed to, unless it is their source. */
    public String retryTopic() {
        return topics.retries();
    }
}
