package dev.sluice.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads committed records of any topic, in no consumer group, and goes on where it stopped before. */
public final class TopicReader implements AutoCloseable {

    /** What to do about settings that Kafka's clients refuse. */
    public static final String CORRECT_SETTINGS = "correct KAFKA_BOOTSTRAP_SERVERS and the other KAFKA_ settings";

    /** What to do about a Kafka that does not answer. */
    public static final String CHECK_BROKERS =
            "check KAFKA_BOOTSTRAP_SERVERS and the KAFKA_ settings of security, and that brokers answer";

    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    /** A transaction that somebody left open is aborted by then, unless its timeout was set very high. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Receives records. */
    @FunctionalInterface
    public interface RecordSink {
        void accept(ConsumerRecord<byte[], byte[]> consumed) throws NoAnswerException, InterruptedException;
    }

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** Takes settings of a Kafka consumer and of an admin client. */
    public TopicReader(Map<String, Object> consumerConfig, Map<String, Object> adminConfig) throws NoAnswerException {
        Map<String, Object> config = new HashMap<>(consumerConfig);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A fetch ahead of one topic's end would hold up the first of the next topic for so long.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        try {
            admin = Admin.create(adminConfig);
        } catch (KafkaException e) {
            throw unusable(e);
        }
        try {
            consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            admin.close();
            throw unusable(e);
        }
    }

    private static NoAnswerException unusable(KafkaException e) {
        return new NoAnswerException("Kafka's settings are unusable (" + causes(e) + "); " + CORRECT_SETTINGS, e);
    }

    /** The partitions of a topic; none when there is no such topic. */
    public List<TopicPartition> partitions(String topic) throws NoAnswerException, InterruptedException {
        TopicDescription description = description(topic);
        return description == null
                ? List.of()
                : description.partitions().stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
    }

    /** As {@link #partitions}, of a topic that there must be. */
    public List<TopicPartition> required(String topic) throws NoAnswerException, InterruptedException {
        List<TopicPartition> partitions = partitions(topic);
        if (partitions.isEmpty()) {
            throw missing(topic);
        }
        return partitions;
    }

    /** As {@link #required}, of a topic that was created just now: brokers may take a moment to know of it. */
    public List<TopicPartition> awaited(String topic) throws NoAnswerException, InterruptedException {
        long startNanos = System.nanoTime();
        List<TopicPartition> partitions = partitions(topic);
        while (partitions.isEmpty()) {
            beforeAskingAgain(startNanos, () -> missing(topic));
            partitions = partitions(topic);
        }
        return partitions;
    }

    /** Waits a moment, or throws {@code late} when patience is at its end. */
    private static void beforeAskingAgain(long startNanos, Supplier<NoAnswerException> late)
            throws NoAnswerException, InterruptedException {
        if (isLongerThanPatience(startNanos)) {
            throw late.get();
        }
        Thread.sleep(ASK_AGAIN.toMillis());
    }

    private static boolean isLongerThanPatience(long sinceNanos) {
        return System.nanoTime() - sinceNanos > PATIENCE.toNanos();
    }

    /** What tells a topic from a later one of the same name, in Kafka's own notation. */
    public String topicId(String topic) throws NoAnswerException, InterruptedException {
        TopicDescription description = description(topic);
        if (description == null) {
            throw missing(topic);
        }
        return description.topicId().toString();
    }

    /** A setting of a topic, by Kafka's name; null where this user may not read it. */
    public @Nullable String setting(String topic, String name) throws NoAnswerException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        long startNanos = System.nanoTime();
        while (true) {
            try {
                Map<ConfigResource, Config> answer =
                        admin.describeConfigs(List.of(resource)).all().get();
                return answer.values().iterator().next().get(name).value();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    return null;
                }
                boolean isOnItsWay = e.getCause() instanceof UnknownTopicOrPartitionException
                        && !partitions(topic).isEmpty(); // as another broker says
                NoAnswerException unanswered = unanswered("the settings of topic " + topic, e);
                if (!isOnItsWay) {
                    throw unanswered;
                }
                beforeAskingAgain(startNanos, () -> unanswered);
            }
        }
    }

    private @Nullable TopicDescription description(String topic) throws NoAnswerException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw unanswered("the partitions of topic " + topic, e);
        }
    }

    private static NoAnswerException missing(String topic) {
        return new NoAnswerException(
                "there is no topic " + topic + " at these brokers; create it, as sluice doctor says, or correct the"
                        + " SLUICE_ variable that names it",
                null);
    }

    /** {@code TOPIC-PARTITION@OFFSET}. */
    public static String place(ConsumerRecord<byte[], byte[]> consumed) {
        return consumed.topic() + "-" + consumed.partition() + "@" + consumed.offset();
    }

    /** The first offset that each partition still has. */
    public Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions)
            throws NoAnswerException, InterruptedException {
        return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset after the last one that is committed, or that an open transaction does not come before. */
    public Map<TopicPartition, Long> stableEnds(Collection<TopicPartition> partitions)
            throws NoAnswerException, InterruptedException {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** Where the partitions end now, once what an open transaction has written before that is decided. */
    public Map<TopicPartition, Long> settledEnds(Collection<TopicPartition> partitions)
            throws NoAnswerException, InterruptedException {
        stableEnds(partitions).forEach(this::seek);
        readOn(partitions, passedOver -> {});
        Map<TopicPartition, Long> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition, positions.getOrDefault(partition, 0L)));
        return ends;
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation)
            throws NoAnswerException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> answer = get(
                "the offsets of " + partitions,
                admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all());
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** What a group has committed for good; a partition that it never committed is not in it. */
    public Map<TopicPartition, Long> committed(String group, Collection<TopicPartition> partitions)
            throws NoAnswerException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Set<TopicPartition> undecided = new HashSet<>(partitions);
        long startNanos = System.nanoTime();
        while (!undecided.isEmpty()) {
            // A partition whose offset an open transaction may change is left out of the answer; one without is null in
            // it.
            Map<TopicPartition, OffsetAndMetadata> answer = stableOffsets(group, undecided);
            answer.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            undecided.removeAll(answer.keySet());
            if (!undecided.isEmpty()) {
                beforeAskingAgain(startNanos, () -> hanging(undecided));
            }
        }
        return committed;
    }

    private Map<TopicPartition, OffsetAndMetadata> stableOffsets(String group, Collection<TopicPartition> partitions)
            throws NoAnswerException, InterruptedException {
        ListConsumerGroupOffsetsSpec asked = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        try {
            return admin.listConsumerGroupOffsets(
                            Map.of(group, asked), new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group)
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw unanswered("the offsets of group " + group, e);
            }
            Map<TopicPartition, OffsetAndMetadata> none = new HashMap<>();
            partitions.forEach(partition -> none.put(partition, null));
            return none;
        }
    }

    private static <T> T get(String what, KafkaFuture<T> future) throws NoAnswerException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unanswered(what, e);
        }
    }

    private static NoAnswerException unanswered(String what, ExecutionException e) {
        return new NoAnswerException(
                "Kafka did not tell " + what + " (" + causes(e.getCause()) + "); " + CHECK_BROKERS, e);
    }

    /** What an exception and its causes say, in one line. */
    public static String causes(@Nullable Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : ": ").append(cause.getMessage());
        }
        return text.toString();
    }

    /** Where the next {@link #readOn} of a partition begins; without this, at the partition's beginning. */
    public void seek(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    /**
     * Hands over what is committed up to where the partitions end now, and maybe more, in order within each. What an
     * open transaction has written there is waited for: afterwards it is committed and handed over, or it is aborted.
     */
    public void readOn(Collection<TopicPartition> partitions, RecordSink sink)
            throws NoAnswerException, InterruptedException {
        readTo(offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED), sink);
    }

    /**
     * Hands over what is committed from the beginnings up to these offsets, exclusive, in order within each partition.
     */
    public void readAll(Map<TopicPartition, Long> ends, RecordSink sink)
            throws NoAnswerException, InterruptedException {
        ends.keySet().forEach(partition -> seek(partition, 0));
        readTo(ends, consumed -> {
            if (consumed.offset() < ends.getOrDefault(new TopicPartition(consumed.topic(), consumed.partition()), 0L)) {
                sink.accept(consumed);
            }
        });
    }

    /** As {@link #readOn}, up to these offsets at least. */
    public void readTo(Map<TopicPartition, Long> ends, RecordSink sink) throws NoAnswerException, InterruptedException {
        if (ends.isEmpty()) {
            return;
        }
        try {
            read(ends, sink);
        } catch (KafkaException e) {
            throw new NoAnswerException(
                    "reading " + ends.keySet() + " broke off (" + causes(e) + "); " + CHECK_BROKERS, e);
        }
    }

    private void read(Map<TopicPartition, Long> ends, RecordSink sink) throws NoAnswerException, InterruptedException {
        consumer.assign(ends.keySet());
        consumer.resume(ends.keySet()); // assigned twice in a row, a partition would still be paused
        List<TopicPartition> fresh = new ArrayList<>();
        for (TopicPartition partition : ends.keySet()) {
            Long position = positions.get(partition);
            if (position == null) {
                fresh.add(partition);
            } else {
                consumer.seek(partition, position);
            }
        }
        if (!fresh.isEmpty()) {
            consumer.seekToBeginning(fresh);
        }
        Map<TopicPartition, Long> left = new HashMap<>(ends);
        long progressAtNanos = System.nanoTime();
        while (true) {
            boolean hasProgress = false;
            for (Map.Entry<TopicPartition, Long> end : Map.copyOf(left).entrySet()) {
                TopicPartition partition = end.getKey();
                long position = consumer.position(partition);
                Long before = positions.put(partition, position);
                hasProgress |= before == null || before != position;
                if (position >= end.getValue()) {
                    left.remove(partition);
                    consumer.pause(List.of(partition));
                }
            }
            if (left.isEmpty()) {
                return;
            }
            if (hasProgress) {
                progressAtNanos = System.nanoTime();
            } else if (isLongerThanPatience(progressAtNanos)) {
                throw hanging(left.keySet());
            }
            poll(sink);
        }
    }

    private static NoAnswerException hanging(Collection<TopicPartition> partitions) {
        return new NoAnswerException(
                "a transaction has been open for " + PATIENCE.toSeconds() + " s in one of " + partitions
                        + "; end it (kafka-transactions.sh find-hanging), or wait for its timeout",
                null);
    }

    private void poll(RecordSink sink) throws NoAnswerException, InterruptedException {
        try {
            for (ConsumerRecord<byte[], byte[]> consumed : consumer.poll(POLL)) {
                sink.accept(consumed);
            }
        } catch (OffsetOutOfRangeException e) {
            // Retention took what was to be read next.
            consumer.seekToBeginning(e.partitions());
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
