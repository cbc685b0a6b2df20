package dev.sluice.doctor;

import dev.sluice.contract.TimestampBounds;
import dev.sluice.doctor.Finding.Level;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.TopicConfig;

/** Whether this machine's clock agrees with the cluster's: brokers refuse records of a time too far ahead. */
final class ClockCheck implements TopicCheck {

    static final String SUBJECT = "clock";

    /** Less disturbs nothing: S3 takes requests that are up to 15 minutes off. */
    private static final long TOLERANCE_MILLIS = 300_000;

    private static final String REMEDY = "; set the clock of this machine, or of the brokers, by NTP";

    @Override
    public List<Finding> findings(ServiceTopics topics) {
        Long ahead = topics.facts().clockAheadMillis();
        if (ahead == null || Math.abs(ahead) <= TOLERANCE_MILLIS) {
            return List.of();
        }
        long bound = LongStream.of(after(topics, topics.retries()), after(topics, topics.manifest()))
                .min()
                .orElseThrow();
        if (ahead > bound - Math.min(TOLERANCE_MILLIS, bound / 2)) {
            return List.of(new Finding(
                    Level.PROBLEM,
                    SUBJECT,
                    "is " + seconds(ahead) + " s ahead of the cluster's, and its topics take records of at most "
                            + seconds(bound) + " s ahead (message.timestamp.after.max.ms), so that brokers would refuse"
                            + " what the service writes; it waits until the clocks agree" + REMEDY));
        }
        String offset = seconds(Math.abs(ahead)) + " s " + (ahead > 0 ? "ahead of" : "behind");
        return List.of(new Finding(
                Level.WARNING,
                SUBJECT,
                "is " + offset + " the cluster's; S3 refuses requests that are 15 minutes off, and times in folders and"
                        + " in the manifest are wrong by that" + REMEDY));
    }

    private static long after(ServiceTopics topics, String topic) {
        return topics.facts()
                .number(
                        topic,
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        TimestampBounds.DEFAULT.afterMillis());
    }

    private static long seconds(long millis) {
        return Duration.ofMillis(millis).toSeconds();
    }
}
