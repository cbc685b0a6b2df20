package dev.sluice.deadletters;

import dev.sluice.contract.Topics;
import java.util.Map;

/**
 * One service's dead letters, and the way there.
 *
 * @param kafkaConsumer settings of a Kafka consumer, without group
 * @param kafkaAdmin settings of a Kafka admin client
 * @param kafkaProducer settings of a Kafka producer, without transactional id
 * @param producerBytes the largest record that it sends
 */
public record DeadLetterTarget(
        String applicationId,
        Topics topics,
        Map<String, Object> kafkaConsumer,
        Map<String, Object> kafkaAdmin,
        Map<String, Object> kafkaProducer,
        long producerBytes) {

    public DeadLetterTarget {
        kafkaConsumer = Map.copyOf(kafkaConsumer);
        kafkaAdmin = Map.copyOf(kafkaAdmin);
        kafkaProducer = Map.copyOf(kafkaProducer);
    }

    /** The topic that holds the dead letters. */
    public String deadLetterTopic() {
        return topics.deadLetters();
    }

    /** The topic that they are replayed to, unless it is to their source. */
    public String retryTopic() {
        return topics.retries();
    }
}
