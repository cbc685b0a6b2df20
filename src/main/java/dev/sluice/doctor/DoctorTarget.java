package dev.sluice.doctor;

import dev.sluice.contract.Topics;
import java.util.Map;

/**
 * One service's topics and bucket, and what its settings say of them.
 *
 * @param transactionTimeoutMillis the producers'
 * @param changelogMaxMessageBytes what changelogs will be created with
 * @param producerBytes the largest record that the producer sends
 * @param objectFolder where objects of the first input topic land, without slashes at its ends
 * @param kafkaAdmin settings of a Kafka admin client
 */
public record DoctorTarget(
        String applicationId,
        Topics topics,
        long transactionTimeoutMillis,
        long changelogMaxMessageBytes,
        long producerBytes,
        String bucket,
        String objectFolder,
        Map<String, Object> kafkaAdmin) {

    public DoctorTarget {
        kafkaAdmin = Map.copyOf(kafkaAdmin);
    }
}
