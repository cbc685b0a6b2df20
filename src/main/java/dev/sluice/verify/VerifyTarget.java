package dev.sluice.verify;

import dev.sluice.contract.Topics;
import dev.sluice.objectstore.S3Options;
import dev.sluice.topology.TombstonePolicy;
import java.util.Map;

/**
 * One service's input and output, and the way there.
 *
 * @param fields where the output records carry their source
 * @param objectPrefix what object keys begin with, or empty
 * @param kafkaConsumer settings of a Kafka consumer, without group
 * @param kafkaAdmin settings of a Kafka admin client
 */
public record VerifyTarget(
        String applicationId,
        Topics topics,
        TombstonePolicy tombstones,
        SourceFields fields,
        String objectPrefix,
        S3Options s3,
        Map<String, Object> kafkaConsumer,
        Map<String, Object> kafkaAdmin) {

    public VerifyTarget {
        kafkaConsumer = Map.copyOf(kafkaConsumer);
        kafkaAdmin = Map.copyOf(kafkaAdmin);
    }
}
