package dev.sluice.doctor;

import dev.sluice.contract.Changelogs;
import dev.sluice.contract.Topics;
import dev.sluice.doctor.ClusterFacts.TopicFacts;
import dev.sluice.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of one service as its settings name them, with the facts of the cluster about them. */
record ServiceTopics(DoctorTarget target, ClusterFacts facts) {

    /** The retention of a topic whose records do not expire. */
    static final long FOR_EVER = Long.MAX_VALUE;

    /** Every topic that is checked. The service creates its changelogs, so these may be missing. */
    static List<String> names(DoctorTarget target) {
        List<String> names = new ArrayList<>(required(target.topics()));
        names.addAll(changelogs(target.applicationId()));
        return names;
    }

    private static List<String> required(Topics topics) {
        List<String> names = new ArrayList<>(topics.inputs());
        names.addAll(List.of(topics.retries(), topics.deadLetters(), topics.manifest()));
        names.addAll(new TreeSet<>(topics.lookups().values()));
        return names;
    }

    private static List<String> changelogs(String applicationId) {
        return List.of(Changelogs.blocks(applicationId), Changelogs.retries(applicationId));
    }

    List<String> names() {
        return names(target);
    }

    /** The topics that must exist before the service starts. */
    List<String> required() {
        return required(target.topics());
    }

    List<String> changelogs() {
        return changelogs(target.applicationId());
    }

    List<String> inputs() {
        return target.topics().inputs();
    }

    String retries() {
        return target.topics().retries();
    }

    String deadLetters() {
        return target.topics().deadLetters();
    }

    String manifest() {
        return target.topics().manifest();
    }

    /** The topics of the lookup tables, sorted. */
    List<String> lookups() {
        return List.copyOf(new TreeSet<>(target.topics().lookups().values()));
    }

    TopicFacts topic(String name) {
        return facts.topic(name);
    }

    boolean hasConfig(String name) {
        return topic(name).config() != null;
    }

    /** The partitions of the largest input topic; 0 if none exists. */
    int inputPartitions() {
        return inputs().stream()
                .mapToInt(input -> topic(input).partitions())
                .max()
                .orElse(0);
    }

    boolean isCompacted(String name) {
        return facts.setting(name, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    boolean isDeleted(String name) {
        return facts.setting(name, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_DELETE);
    }

    /** How long the topic keeps a record, or {@link #FOR_EVER}. */
    long retentionMillis(String name) {
        long millis = facts.number(name, TopicConfig.RETENTION_MS_CONFIG, -1);
        return millis < 0 || !isDeleted(name) ? FOR_EVER : millis;
    }

    /** The {@code max.message.bytes} of a topic, or {@code otherwise} where it is not known. */
    long maxMessageBytes(String name, long otherwise) {
        return facts.number(name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, otherwise);
    }

    static Finding warning(String topic, String text) {
        return new Finding(Level.WARNING, subject(topic), text);
    }

    static Finding fatal(String topic, String text) {
        return new Finding(Level.FATAL, subject(topic), text);
    }

    static String subject(String topic) {
        return "topic " + topic;
    }

    static String partitions(int partitions) {
        return partitions == 1 ? "1 partition" : partitions + " partitions";
    }
}
