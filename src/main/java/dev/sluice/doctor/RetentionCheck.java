package dev.sluice.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** Whether Sluice's own topics keep records at least as long as the input does. */
final class RetentionCheck implements TopicCheck {

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        List<Finding> findings = new ArrayList<>();
        long longest = topics.inputs().stream()
                .filter(topics::hasConfig)
                .mapToLong(topics::retentionMillis)
                .max()
                .orElse(0);
        Map<String, String> consequences = Map.of(
                topics.manifest(), "sluice verify counts the objects of expired entries as lost",
                topics.deadLetters(), "dead letters expire while their records are still in the input",
                topics.retries(), "a record may expire before a stopped service reads it, and is lost");
        for (String name : List.of(topics.manifest(), topics.deadLetters(), topics.retries())) {
            if (!topics.hasConfig(name)) {
                continue;
            }
            if (topics.retentionMillis(name) < longest) {
                findings.add(ServiceTopics.warning(
                        name,
                        "keeps records for " + duration(topics.retentionMillis(name)) + ", and the input "
                                + duration(longest) + ": " + consequences.get(name) + "; set retention.ms="
                                + (longest == ServiceTopics.FOR_EVER ? -1 : longest) + " or longer"));
            }
            if (topics.isDeleted(name) && topics.facts().number(name, TopicConfig.RETENTION_BYTES_CONFIG, -1) >= 0) {
                findings.add(ServiceTopics.warning(
                        name,
                        "is limited in size by retention.bytes, so records may expire at any age: "
                                + consequences.get(name) + "; set retention.bytes=-1"));
            }
        }
        return findings;
    }

    /** A duration in words: {@code 1h}, {@code 7 days}, {@code for ever}. */
    static String duration(long millis) {
        if (millis == ServiceTopics.FOR_EVER) {
            return "for ever";
        }
        Duration duration = Duration.ofMillis(millis);
        return duration.toHours() < 48
                ? duration.toString().substring(2).toLowerCase(Locale.ROOT)
                : duration.toDays() + " days";
    }
}
