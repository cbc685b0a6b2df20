package dev.sluice.doctor;

import dev.sluice.contract.Topics;
import java.util.Map;

/**
 * What is checked: the topics and the bucket of one service, and what its settings expect of them.
 *
 * @param objectFolder the folder of the objects of the first input topic, without slashes at its ends
 * @param kafkaAdmin the configuration of a Kafka admin client
 */
public record DoctorTarget(
        String applicationId,
        Topics topics,
        Producing producing,
        String bucket,
        String objectFolder,
        Map<String, Object> kafkaAdmin) {

    public DoctorTarget {
        kafkaAdmin = Map.copyOf(kafkaAdmin);
    }

    /**
     * What the service will send.
     *
     * @param transactionTimeoutMillis the timeout of the producers' transactions
     * @param changelogMaxMessageBytes the {@code max.message.bytes} with which changelogs are created
     * @param producerBytes the largest record that the producer sends
     */
    public record Producing(long transactionTimeoutMillis, long changelogMaxMessageBytes, long producerBytes) {

        public Producing {
            if (transactionTimeoutMillis <= 0 || changelogMaxMessageBytes <= 0 || producerBytes <= 0) {
                throw new IllegalArgumentException("timeout and sizes must be positive");
            }
        }
    }
}
