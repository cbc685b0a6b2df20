package dev.sluice.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.TimestampBounds;
import dev.sluice.contract.Topics;
import dev.sluice.doctor.Checks.KafkaReport;
import dev.sluice.doctor.ClusterFacts.Standing;
import dev.sluice.doctor.ClusterFacts.TopicFacts;
import dev.sluice.doctor.Finding.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule: a cluster on which all is well, and one thing that is not. */
class TopicRulesTest {

    private static final Topics TOPICS = new Topics(
            List.of("in", "more"), "retries", "letters", "replays", "manifest", Map.of("rates", "ref.rates"));
    private static final String BLOCKS = "app-blocks-changelog";

    private final Map<String, TopicFacts> topics = new HashMap<>();
    private Long maxTransactionTimeoutMillis = 900_000L;
    private Integer transactionVersion = 2;
    private Long clockAheadMillis = 0L;
    private long changelogMaxMessageBytes = 16_777_216;
    private long producerBytes = 16_777_216;

    @BeforeEach
    void allIsWell() {
        topic("in", 4, Map.of());
        topic("more", 4, Map.of());
        topic("retries", 4, Map.of("retention.ms", "-1", "max.message.bytes", "2000000"));
        topic("letters", 1, Map.of("retention.ms", "-1", "max.message.bytes", "2000000"));
        topic("manifest", 1, Map.of("retention.ms", "-1"));
        topic("ref.rates", 1, Map.of("cleanup.policy", "compact"));
        topic(BLOCKS, 4, Map.of("cleanup.policy", "compact", "max.message.bytes", "16777216"));
    }

    private void topic(String name, int partitions, Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "604800000",
                "retention.bytes", "-1",
                "max.message.bytes", "1048588"));
        config.putAll(settings);
        topics.put(name, new TopicFacts(Standing.THERE, partitions, config));
    }

    private List<Finding> findings() {
        return report().findings();
    }

    private KafkaReport report() {
        DoctorTarget target = new DoctorTarget(
                "app",
                TOPICS,
                new DoctorTarget.Producing(30_000, changelogMaxMessageBytes, producerBytes),
                "lake",
                "in",
                Map.of("bootstrap.servers", "unused:1"));
        return Checks.report(
                target, new ClusterFacts(topics, maxTransactionTimeoutMillis, transactionVersion, clockAheadMillis));
    }

    private void assertOnly(Level level, String subject, String... parts) {
        assertThat(findings())
                .filteredOn(finding -> finding.level() != Level.OK)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(level);
                    assertThat(finding.subject()).isEqualTo(subject);
                    assertThat(finding.text()).contains(parts);
                });
    }

    @Test
    void everyTopic_isFoundWellWhenAllIs() {
        assertThat(findings()).allMatch(finding -> finding.level() == Level.OK);
        assertThat(findings())
                .extracting(Finding::subject)
                .contains("topic in", "topic ref.rates", "topic " + BLOCKS, "broker")
                .doesNotContain("topic app-retries-changelog"); // which the service will create
    }

    @Test
    void missingTopic_isFatalWithTheCommandThatCreatesIt() {
        topics.remove("letters");

        assertOnly(Level.FATAL, "topic letters", "--create --topic letters --partitions 4");
    }

    @Test
    void missingLookupTopic_isToBeCreatedCompacted() {
        topics.remove("ref.rates");

        assertOnly(Level.FATAL, "topic ref.rates", "--config cleanup.policy=compact");
    }

    @Test
    void forbiddenTopic_isFatal() {
        topics.put("retries", TopicFacts.forbidden());

        assertOnly(Level.FATAL, "topic retries", "read and write");
    }

    @Test
    void inputWithFewerPartitions_isAWarning() {
        topic("more", 2, Map.of());

        assertOnly(Level.WARNING, "topic more", "2 partitions", "4");
    }

    @Test
    void retriesWithFewerPartitions_areFatal() {
        topic("retries", 1, Map.of("retention.ms", "-1", "max.message.bytes", "2000000"));

        assertOnly(Level.FATAL, "topic retries", "1 partition", "create it with 4");
    }

    @Test
    void changelogOfAnotherNumberOfTasks_isFatal() {
        topic(BLOCKS, 2, Map.of("cleanup.policy", "compact", "max.message.bytes", "16777216"));

        assertOnly(Level.FATAL, "topic " + BLOCKS, "SLUICE_APPLICATION_ID");
    }

    @Test
    void compactedDeadLetters_areFatal() {
        topic(
                "letters",
                1,
                Map.of("retention.ms", "-1", "max.message.bytes", "2000000", "cleanup.policy", "compact,delete"));

        assertOnly(Level.FATAL, "topic letters", "cleanup.policy=delete");
    }

    @Test
    void compactedInput_isAWarning() {
        topic("in", 4, Map.of("cleanup.policy", "compact,delete"));

        assertOnly(Level.WARNING, "topic in", "compacted");
    }

    @Test
    void lookupTopicThatExpires_isAWarning() {
        topic("ref.rates", 1, Map.of());

        assertOnly(Level.WARNING, "topic ref.rates", "cleanup.policy=delete", "cleanup.policy=compact");
    }

    @Test
    void manifestThatExpiresBeforeTheInput_isAWarning() {
        topic("manifest", 1, Map.of("retention.ms", "3600000"));

        assertOnly(Level.WARNING, "topic manifest", "for 1h", "7 days", "retention.ms=604800000");
    }

    @Test
    void retriesThatExpireBeforeAnInputThatNeverDoes_areAWarning() {
        topic("in", 4, Map.of("retention.ms", "-1"));
        topic("retries", 4, Map.of("max.message.bytes", "2000000"));

        assertOnly(Level.WARNING, "topic retries", "7 days", "for ever", "retention.ms=-1");
    }

    @Test
    void manifestBoundedInSize_isAWarning() {
        topic("manifest", 1, Map.of("retention.ms", "-1", "retention.bytes", "1000"));

        assertOnly(Level.WARNING, "topic manifest", "retention.bytes=-1");
    }

    @Test
    void deadLettersWithoutRoomForHeaders_areAWarning() {
        topic("letters", 1, Map.of("retention.ms", "-1"));

        assertOnly(Level.WARNING, "topic letters", "1048588", "max.message.bytes");
    }

    @Test
    void manifestOfSmallRecords_isAWarning() {
        topic("manifest", 1, Map.of("retention.ms", "-1", "max.message.bytes", "1000"));

        assertOnly(Level.WARNING, "topic manifest", "1000 bytes", "1048588");
    }

    @Test
    void changelogThatTakesNoBlock_isFatal() {
        topic(BLOCKS, 4, Map.of("cleanup.policy", "compact", "max.message.bytes", "100000"));

        assertOnly(Level.FATAL, "topic " + BLOCKS, "100000", "KAFKA_TOPIC_MAX_MESSAGE_BYTES");
    }

    @Test
    void changelogThatWillTakeNoLargeRetry_isAWarning() {
        changelogMaxMessageBytes = 1_048_588;

        assertOnly(Level.WARNING, "topic app-retries-changelog", "1048588", "KAFKA_TOPIC_MAX_MESSAGE_BYTES");
    }

    @Test
    void changelogThatRefusesTimestamps_isAWarning() {
        Map<String, String> settings = new HashMap<>(topics.get(BLOCKS).config());
        settings.put("message.timestamp.after.max.ms", "3600000");
        settings.put("message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
        topic(BLOCKS, 4, settings);

        assertOnly(
                Level.WARNING,
                "topic " + BLOCKS,
                "further than 1h",
                "set message.timestamp.after.max.ms=9223372036854775807");
    }

    @Test
    void limits_areTheTopicsAndTheChangelogsAndTheProducers() {
        topic(
                "letters",
                1,
                Map.of(
                        "retention.ms", "-1",
                        "max.message.bytes", "2000000",
                        "message.timestamp.after.max.ms", "5"));
        TimestampBounds timestamps = new TimestampBounds(Long.MAX_VALUE, 5);
        assertThat(report().limits()).isEqualTo(new MessageLimits(2_000_000, 2_000_000, timestamps));

        changelogMaxMessageBytes = 1_900_000;
        producerBytes = 1_950_000;
        assertThat(report().limits()).isEqualTo(new MessageLimits(1_899_936, 1_950_000, timestamps));

        topic("app-retries-changelog", 4, Map.of("cleanup.policy", "compact", "max.message.bytes", "1800000"));
        assertThat(report().limits()).isEqualTo(new MessageLimits(1_799_936, 1_950_000, timestamps));
    }

    @Test
    void limitThatIsTooLow_isFatal() {
        producerBytes = 10_000;

        assertOnly(Level.FATAL, "Kafka", "10000 bytes", "max.message.bytes", "KAFKA_PRODUCER_MAX_REQUEST_SIZE");
        assertThat(report().limits()).isNull();
    }

    @Test
    void transactionTimeoutThatTheBrokerRefuses_isFatal() {
        maxTransactionTimeoutMillis = 10_000L;

        assertOnly(Level.FATAL, "broker", "KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "30000", "10000");
    }

    @Test
    void configurationThatMayNotBeRead_isAWarning() {
        maxTransactionTimeoutMillis = null;
        topics.replaceAll((name, facts) -> new TopicFacts(Standing.THERE, facts.partitions(), null));

        assertThat(findings())
                .hasSize(topics.size() + 1)
                .allMatch(finding -> finding.level() == Level.WARNING)
                .allMatch(finding -> finding.text().contains("allow DescribeConfigs"));
    }

    @Test
    void transactionVersion_isWarnedOfBelowTwo() {
        transactionVersion = 1;
        assertOnly(Level.WARNING, "cluster", "transaction.version 1", "KIP-890", "kafka-features.sh");
        transactionVersion = null;
        assertThat(findings()).allMatch(finding -> finding.level() == Level.OK);
    }

    @Test
    void clock_isWarnedOfWhenItDiffersAndAProblemWhenBrokersWouldRefuseItsRecords() {
        clockAheadMillis = 299_000L;
        assertThat(report().findings()).allMatch(finding -> finding.level() == Level.OK);
        clockAheadMillis = -600_000L;
        assertOnly(Level.WARNING, "clock", "600 s behind", "NTP");
        assertThat(report().clockProblem()).isNull();
        clockAheadMillis = 3_400_000L;
        assertOnly(Level.PROBLEM, "clock", "3400 s ahead", "at most 3600 s", "NTP");
        assertThat(report().clockProblem()).isNotNull();
        clockAheadMillis = null;
        assertThat(findings()).allMatch(finding -> finding.level() == Level.OK);
    }
}
