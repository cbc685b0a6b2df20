package dev.sluice.doctor;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Whether changelogs accept every timestamp. Their records have the timestamps of the transactions. Sluice creates
 * changelogs without bounds; one that existed before may have Kafka's defaults.
 */
final class TimestampCheck implements TopicCheck {

    private static final List<String> BOUNDS = List.of(
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        List<Finding> findings = new ArrayList<>();
        for (String changelog : topics.changelogs()) {
            for (String bound : BOUNDS) {
                long millis = topics.facts().number(changelog, bound, Long.MAX_VALUE);
                if (millis < Long.MAX_VALUE) {
                    findings.add(ServiceTopics.warning(
                            changelog,
                            "refuses records whose timestamp is further than " + RetentionCheck.duration(millis)
                                    + " from the broker's clock, by " + bound
                                    + ", and a transaction with such a timestamp would stop its partition; set " + bound
                                    + "=" + Long.MAX_VALUE));
                }
            }
        }
        return findings;
    }
}
