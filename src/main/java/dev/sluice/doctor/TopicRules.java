package dev.sluice.doctor;

import dev.sluice.contract.Changelogs;
import dev.sluice.contract.RecordSize;
import dev.sluice.contract.Topics;
import dev.sluice.doctor.ClusterFacts.Standing;
import dev.sluice.doctor.ClusterFacts.TopicFacts;
import dev.sluice.doctor.Finding.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/** What a service needs of its topics, and what it should have, held against what is there. */
final class TopicRules {

    private static final long FOR_EVER = Long.MAX_VALUE;

    private static final List<String> TIMESTAMP_BOUNDS = List.of(
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);

    private final DoctorTarget target;
    private final Topics topics;
    private final ClusterFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private TopicRules(DoctorTarget target, ClusterFacts facts) {
        this.target = target;
        this.topics = target.topics();
        this.facts = facts;
    }

    /** Every topic that is looked at; the changelogs, which the service creates, may be missing. */
    static List<String> names(DoctorTarget target) {
        List<String> names = new ArrayList<>(ofTheUser(target.topics()));
        names.addAll(changelogs(target.applicationId()));
        return names;
    }

    private static List<String> ofTheUser(Topics topics) {
        List<String> names = new ArrayList<>(topics.inputs());
        names.addAll(List.of(topics.retries(), topics.deadLetters(), topics.manifest()));
        names.addAll(new TreeSet<>(topics.lookups().values()));
        return names;
    }

    private static List<String> changelogs(String applicationId) {
        return List.of(Changelogs.blocks(applicationId), Changelogs.retries(applicationId));
    }

    /** One finding for each topic that is as it should be, and one for each thing that is not. */
    static List<Finding> check(DoctorTarget target, ClusterFacts facts) {
        TopicRules rules = new TopicRules(target, facts);
        rules.checkAll();
        return rules.findings;
    }

    private void checkAll() {
        ofTheUser(topics).forEach(this::mustBeThere);
        checkPartitions();
        checkCleanup();
        checkRetention();
        checkMessageSizes();
        checkTimestamps();
        checkTransactionTimeout();
        checkReadable();
        names(target).stream()
                .filter(name -> facts.topic(name).isThere())
                .filter(name ->
                        findings.stream().noneMatch(finding -> finding.subject().equals(subject(name))))
                .toList()
                .forEach(name ->
                        report(Level.OK, name, partitions(facts.topic(name).partitions())));
    }

    private void mustBeThere(String name) {
        Standing standing = facts.topic(name).standing();
        if (standing == Standing.MISSING) {
            report(
                    Level.FATAL,
                    name,
                    "does not exist; create it: kafka-topics.sh --bootstrap-server … --create --topic " + name
                            + creation(name));
        } else if (standing == Standing.FORBIDDEN) {
            report(
                    Level.FATAL,
                    name,
                    "is closed to this user; allow him to "
                            + (isRead(name) ? "read" : "write") + (name.equals(topics.retries()) ? " and write" : "")
                            + " it (kafka-acls.sh), or correct the name");
        }
    }

    private boolean isRead(String name) {
        return !name.equals(topics.deadLetters()) && !name.equals(topics.manifest());
    }

    private String creation(String name) {
        if (topics.lookups().containsValue(name)) {
            return " --partitions 1 --config cleanup.policy=compact";
        }
        if (name.equals(topics.manifest())) {
            return " --partitions 1 --config retention.ms=-1";
        }
        int partitions = inputPartitions();
        return " --partitions " + (partitions == 0 ? "…" : partitions);
    }

    private int inputPartitions() {
        return topics.inputs().stream()
                .mapToInt(input -> facts.topic(input).partitions())
                .max()
                .orElse(0);
    }

    private void checkPartitions() {
        int most = inputPartitions();
        for (String input : topics.inputs()) {
            int partitions = facts.topic(input).partitions();
            if (facts.topic(input).isThere() && partitions < most) {
                report(
                        Level.WARNING,
                        input,
                        "has " + partitions(partitions) + " where another input has " + most
                                + ", so the tasks from number " + partitions
                                + " on have less to do; give it as many, or run"
                                + " an application of its own for it");
            }
        }
        TopicFacts retries = facts.topic(topics.retries());
        if (retries.isThere() && retries.partitions() < most) {
            report(
                    Level.FATAL,
                    topics.retries(),
                    "has " + partitions(retries.partitions()) + " where the input has " + most
                            + ": a task without one cannot act as long as its input is idle, and its retries are another's;"
                            + " create it with " + most);
        } else if (retries.isThere() && most > 0 && retries.partitions() > most) {
            report(
                    Level.WARNING,
                    topics.retries(),
                    "has " + partitions(retries.partitions()) + " where the input has " + most
                            + ": some tasks have retries only, and none will come; create it with " + most);
        }
        int tasks = Math.max(most, retries.partitions());
        for (String changelog : changelogs(target.applicationId())) {
            TopicFacts there = facts.topic(changelog);
            if (there.isThere() && tasks > 0 && there.partitions() != tasks) {
                report(
                        Level.FATAL,
                        changelog,
                        "has " + partitions(there.partitions()) + " where input and retry topic"
                                + " have " + tasks
                                + ": Kafka Streams cannot carry the state of one number of tasks over to"
                                + " another; give the topics their old number of partitions, or start another"
                                + " SLUICE_APPLICATION_ID, whose group's offsets you set to where this one's end");
            }
        }
    }

    private void checkCleanup() {
        for (String input : topics.inputs()) {
            if (isCompacted(input)) {
                report(
                        Level.WARNING,
                        input,
                        "is compacted, so a transaction may be gone before it is read, if another"
                                + " with its key follows; set cleanup.policy=delete");
            }
        }
        for (String name : List.of(topics.retries(), topics.deadLetters())) {
            if (isCompacted(name)) {
                report(
                        Level.FATAL,
                        name,
                        "is compacted: brokers refuse records without key there, and drop all but"
                                + " the last of each key; set cleanup.policy=delete");
            }
        }
        for (String lookup : new TreeSet<>(topics.lookups().values())) {
            if (facts.topic(lookup).config() != null && (!isCompacted(lookup) || isDeleted(lookup))) {
                report(
                        Level.WARNING,
                        lookup,
                        "feeds a lookup table and has cleanup.policy="
                                + facts.setting(lookup, TopicConfig.CLEANUP_POLICY_CONFIG)
                                + ", so rows expire with their age; set cleanup.policy=compact");
            }
        }
    }

    private void checkRetention() {
        long longest = topics.inputs().stream()
                .filter(input -> facts.topic(input).config() != null)
                .mapToLong(this::retentionMillis)
                .max()
                .orElse(0);
        Map<String, String> whatFollows = Map.of(
                topics.manifest(), "sluice verify counts what it announced as lost",
                topics.deadLetters(), "dead letters are gone while their records are still in the input",
                topics.retries(), "a record can expire there before a service that was stopped reads it, and is lost");
        for (String name : List.of(topics.manifest(), topics.deadLetters(), topics.retries())) {
            if (facts.topic(name).config() == null) {
                continue;
            }
            if (retentionMillis(name) < longest) {
                report(
                        Level.WARNING,
                        name,
                        "keeps records for " + duration(retentionMillis(name)) + ", and the input "
                                + duration(longest) + ": " + whatFollows.get(name) + "; set retention.ms="
                                + (longest == FOR_EVER ? -1 : longest) + " or longer");
            }
            if (isDeleted(name) && facts.number(name, TopicConfig.RETENTION_BYTES_CONFIG, -1) >= 0) {
                report(
                        Level.WARNING,
                        name,
                        "is bounded in size, by retention.bytes, so records may expire at any age: "
                                + whatFollows.get(name) + "; set retention.bytes=-1");
            }
        }
    }

    private void checkMessageSizes() {
        long largest = topics.inputs().stream()
                .mapToLong(input -> facts.number(input, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, 0))
                .max()
                .orElse(0);
        for (String name : List.of(topics.retries(), topics.deadLetters())) {
            long takes = facts.number(name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, FOR_EVER);
            if (takes <= largest) {
                report(
                        Level.WARNING,
                        name,
                        "takes " + takes + " bytes a record and the input " + largest
                                + ", so one that is nearly as large does not fit with the headers that say what was wrong;"
                                + " raise max.message.bytes, by 64 KiB at least");
            }
        }
        long manifestTakes = facts.number(topics.manifest(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG, FOR_EVER);
        if (manifestTakes < RecordSize.DEFAULT_MAX_MESSAGE_BYTES) {
            report(
                    Level.WARNING,
                    topics.manifest(),
                    "takes " + manifestTakes + " bytes a record; that of an object with"
                            + " many ranges of offsets can have up to a mebibyte, and would stop its partition; set"
                            + " max.message.bytes to " + RecordSize.DEFAULT_MAX_MESSAGE_BYTES + " at least");
        }
        String blocks = Changelogs.blocks(target.applicationId());
        long blocksTake = facts.number(blocks, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, target.changelogMaxMessageBytes());
        if (blocksTake < RecordSize.DEFAULT_MAX_MESSAGE_BYTES) {
            report(
                    Level.FATAL,
                    blocks,
                    "takes " + blocksTake + " bytes a record, and a piece of a block can have up to a"
                            + " mebibyte; set max.message.bytes (before its creation, KAFKA_TOPIC_MAX_MESSAGE_BYTES) to "
                            + RecordSize.DEFAULT_MAX_MESSAGE_BYTES + " at least");
        }
        String waiting = Changelogs.retries(target.applicationId());
        long waitingTakes =
                facts.number(waiting, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, target.changelogMaxMessageBytes());
        if (waitingTakes <= largest) {
            report(
                    Level.WARNING,
                    waiting,
                    "takes " + waitingTakes + " bytes a record and the input " + largest
                            + ", so one that is nearly as large cannot wait for its retry; raise max.message.bytes (before its"
                            + " creation, KAFKA_TOPIC_MAX_MESSAGE_BYTES)");
        }
    }

    /**
     * A changelog's records have the timestamps of the transactions. Sluice creates it without bounds on them; one that
     * was there before may have Kafka's.
     */
    private void checkTimestamps() {
        for (String changelog : changelogs(target.applicationId())) {
            for (String bound : TIMESTAMP_BOUNDS) {
                long millis = facts.number(changelog, bound, Long.MAX_VALUE);
                if (millis < Long.MAX_VALUE) {
                    report(
                            Level.WARNING,
                            changelog,
                            "takes no record whose timestamp is further than " + duration(millis)
                                    + " from the broker's clock, by " + bound
                                    + ", and a transaction with such a timestamp would stop its partition; set " + bound
                                    + "=" + Long.MAX_VALUE);
                }
            }
        }
    }

    private void checkTransactionTimeout() {
        Long bound = facts.maxTransactionTimeoutMillis();
        if (bound == null) {
            findings.add(new Finding(
                    Level.WARNING,
                    "broker",
                    "does not let this user read its configuration, so"
                            + " nobody knows whether transaction.max.timeout.ms allows for "
                            + target.transactionTimeoutMillis()
                            + "; allow DescribeConfigs on the cluster, or look yourself"));
        } else if (target.transactionTimeoutMillis() > bound) {
            findings.add(new Finding(
                    Level.FATAL,
                    "broker",
                    "allows for transactions of " + bound
                            + " ms, by transaction.max.timeout.ms, and KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS is "
                            + target.transactionTimeoutMillis() + "; lower the one or raise the other"));
        } else {
            findings.add(new Finding(Level.OK, "broker", "allows for transactions of " + bound + " ms"));
        }
    }

    private void checkReadable() {
        Set<String> unreadable = names(target).stream()
                .filter(name -> facts.topic(name).isThere() && facts.topic(name).config() == null)
                .collect(Collectors.toCollection(TreeSet::new));
        unreadable.forEach(name -> report(
                Level.WARNING,
                name,
                partitions(facts.topic(name).partitions())
                        + "; its configuration may not be read by this user, so retention, cleanup and message size were not"
                        + " looked at, and Kafka's defaults are taken for what it takes; allow DescribeConfigs on it, or look"
                        + " yourself"));
    }

    private boolean isCompacted(String name) {
        return facts.setting(name, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private boolean isDeleted(String name) {
        return facts.setting(name, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_DELETE);
    }

    private long retentionMillis(String name) {
        long millis = facts.number(name, TopicConfig.RETENTION_MS_CONFIG, -1);
        return millis < 0 || !isDeleted(name) ? FOR_EVER : millis;
    }

    private static String duration(long millis) {
        if (millis == FOR_EVER) {
            return "for ever";
        }
        Duration duration = Duration.ofMillis(millis);
        return duration.toHours() < 48
                ? duration.toString().substring(2).toLowerCase(Locale.ROOT)
                : duration.toDays() + " days";
    }

    private static String partitions(int partitions) {
        return partitions == 1 ? "1 partition" : partitions + " partitions";
    }

    private void report(Level level, String topic, String text) {
        findings.add(new Finding(level, subject(topic), text));
    }

    private static String subject(String topic) {
        return "topic " + topic;
    }
}
