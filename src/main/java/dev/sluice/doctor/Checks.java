package dev.sluice.doctor;

import dev.sluice.config.SettingNames;
import dev.sluice.contract.Changelogs;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.RecordSize;
import dev.sluice.contract.SourcePosition.KnownSources;
import dev.sluice.contract.TimestampBounds;
import dev.sluice.doctor.Finding.Level;
import dev.sluice.kafka.AccessException;
import dev.sluice.objectstore.BucketProbe.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The checks before the start. Each reports everything that it finds. None changes anything, except that the probe puts
 * an object into the bucket and removes it.
 */
public final class Checks {

    /** How long Kafka and S3 may each take to answer an interactive check. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private Checks() {}

    /**
     * The findings about Kafka's topics.
     *
     * @param limits what may be sent to them; null if Kafka did not answer, or a finding is fatal
     * @param inputPartitions how many partitions each input topic has
     */
    public record KafkaReport(
            List<Finding> findings, @Nullable MessageLimits limits, Map<String, Integer> inputPartitions)
            implements KnownSources {

        public KafkaReport {
            findings = List.copyOf(findings);
            inputPartitions = Map.copyOf(inputPartitions);
        }

        private KafkaReport(Finding finding) {
            this(List.of(finding), null, Map.of());
        }

        @Override
        public int partitions(String topic) {
            return inputPartitions.getOrDefault(topic, 0);
        }

        /** The finding that this machine's clock is too far ahead of the cluster's, or null. */
        public @Nullable Finding clockProblem() {
            return findings.stream()
                    .filter(finding -> finding.level() == Level.PROBLEM
                            && finding.subject().equals(ClockCheck.SUBJECT))
                    .findFirst()
                    .orElse(null);
        }

        /** The finding that Kafka did not answer, or null if it did. */
        public @Nullable Finding unanswered() {
            return findings.stream()
                    .filter(finding -> finding.level() == Level.UNKNOWN)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Checks Kafka's topics; no answer is a finding of level unknown.
     *
     * @param patience how long each answer may take; null for the time-out of Kafka's client
     */
    public static KafkaReport ofKafka(DoctorTarget target, @Nullable Duration patience) throws InterruptedException {
        try (Admin admin = Admin.create(target.kafkaAdmin())) {
            return report(target, new ClusterReader(admin, patience).read(ServiceTopics.names(target)));
        } catch (ExecutionException e) {
            return new KafkaReport(unanswered(AccessException.causes(e.getCause())));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new KafkaReport(new Finding(
                    Level.FATAL,
                    "Kafka",
                    "its settings are unusable (" + cause.getMessage() + "); " + SettingNames.CORRECT_KAFKA));
        }
    }

    static KafkaReport report(DoctorTarget target, ClusterFacts facts) {
        List<Finding> findings = new ArrayList<>(TopicRules.check(target, facts));
        MessageLimits limits = null;
        try {
            limits = limits(target, facts);
        } catch (IllegalArgumentException e) {
            findings.add(
                    new Finding(Level.FATAL, "Kafka", e.getMessage() + " (" + SettingNames.PRODUCER_MAX_BYTES + ")"));
        }
        boolean isFatal = findings.stream().anyMatch(finding -> finding.level() == Level.FATAL);
        Map<String, Integer> inputs = new HashMap<>();
        target.topics()
                .inputs()
                .forEach(topic -> inputs.put(topic, facts.topic(topic).partitions()));
        return new KafkaReport(findings, isFatal ? null : limits, inputs);
    }

    /** Kafka's defaults are assumed where this user may not read a topic's configuration. */
    private static MessageLimits limits(DoctorTarget target, ClusterFacts facts) {
        String letters = target.topics().deadLetters();
        TimestampBounds byDefault = TimestampBounds.DEFAULT;
        return MessageLimits.of(
                maxMessageBytes(facts, target.topics().retries(), RecordSize.DEFAULT_MAX_MESSAGE_BYTES),
                maxMessageBytes(
                        facts,
                        Changelogs.retries(target.applicationId()),
                        target.producing().changelogMaxMessageBytes()),
                maxMessageBytes(facts, letters, RecordSize.DEFAULT_MAX_MESSAGE_BYTES),
                target.producing().producerBytes(),
                new TimestampBounds(
                        facts.number(
                                letters, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, byDefault.beforeMillis()),
                        facts.number(
                                letters, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, byDefault.afterMillis())));
    }

    private static long maxMessageBytes(ClusterFacts facts, String topic, long otherwise) {
        return facts.number(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, otherwise);
    }

    private static Finding unanswered(String why) {
        return new Finding(
                Level.UNKNOWN, "Kafka", "did not tell of its topics (" + why + "); " + SettingNames.CHECK_KAFKA);
    }

    /** The finding for the result of a probe of the bucket. */
    public static Finding ofBucket(DoctorTarget target, Result probe) {
        Level level = switch (probe.outcome()) {
            case SAFE -> Level.OK;
            case NOT_REMOVED -> Level.WARNING;
            case UNSAFE -> Level.FATAL;
            case REFUSED -> Level.PROBLEM;
            case UNKNOWN -> Level.UNKNOWN;
        };
        return new Finding(level, "bucket " + target.bucket(), probe.text());
    }
}
