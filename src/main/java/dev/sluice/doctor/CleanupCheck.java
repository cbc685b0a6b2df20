package dev.sluice.doctor;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/** Whether topics delete or compact their records as their use requires. */
final class CleanupCheck implements TopicCheck {

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        List<Finding> findings = new ArrayList<>();
        for (String input : topics.inputs()) {
            if (topics.isCompacted(input)) {
                findings.add(ServiceTopics.warning(
                        input,
                        "is compacted, so a record may be removed before it is read if another record with its key"
                                + " follows; set cleanup.policy=delete"));
            }
        }
        for (String name : List.of(topics.retries(), topics.deadLetters())) {
            if (topics.isCompacted(name)) {
                findings.add(ServiceTopics.fatal(
                        name,
                        "is compacted: brokers refuse records without a key, and keep only the last record of each"
                                + " key; set cleanup.policy=delete"));
            }
        }
        for (String lookup : topics.lookups()) {
            if (topics.hasConfig(lookup) && (!topics.isCompacted(lookup) || topics.isDeleted(lookup))) {
                findings.add(ServiceTopics.warning(
                        lookup,
                        "is the source of a lookup table and has cleanup.policy="
                                + topics.facts().setting(lookup, TopicConfig.CLEANUP_POLICY_CONFIG)
                                + ", so rows expire by age; set cleanup.policy=compact"));
            }
        }
        return findings;
    }
}
