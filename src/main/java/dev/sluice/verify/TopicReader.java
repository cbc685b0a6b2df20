package dev.sluice.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads committed records of any topic, in no consumer group, and goes on where it stopped before. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** A transaction that somebody left open is aborted by then, unless its timeout was set very high. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Receives records. */
    @FunctionalInterface
    interface RecordSink {
        void accept(ConsumerRecord<byte[], byte[]> consumed) throws NoVerdictException, InterruptedException;
    }

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    TopicReader(VerifyTarget target) throws NoVerdictException {
        Map<String, Object> config = new HashMap<>(target.kafkaConsumer());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A fetch ahead of one topic's end would hold up the first of the next topic for so long.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        try {
            admin = Admin.create(target.kafkaAdmin());
            consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new NoVerdictException("Kafka's settings are unusable: " + causes(e), e);
        }
    }

    /** The partitions of a topic; none when there is no such topic. */
    List<TopicPartition> partitions(String topic) throws NoVerdictException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw unanswered("the partitions of topic " + topic, e);
        }
    }

    /** The first offset that each partition still has. */
    Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions)
            throws NoVerdictException, InterruptedException {
        return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset after the last one that is committed, or that an open transaction does not come before. */
    Map<TopicPartition, Long> stableEnds(Collection<TopicPartition> partitions)
            throws NoVerdictException, InterruptedException {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation)
            throws NoVerdictException, InterruptedException {
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
    Map<TopicPartition, Long> committed(String group, Collection<TopicPartition> partitions)
            throws NoVerdictException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        ListConsumerGroupOffsetsSpec asked = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        try {
            admin.listConsumerGroupOffsets(
                            Map.of(group, asked), new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group)
                    .get()
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw unanswered("the offsets of group " + group, e);
            }
        }
        return committed;
    }

    private static <T> T get(String what, KafkaFuture<T> future) throws NoVerdictException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unanswered(what, e);
        }
    }

    private static NoVerdictException unanswered(String what, ExecutionException e) {
        return new NoVerdictException("Kafka did not tell " + what + ": " + causes(e.getCause()), e);
    }

    private static String causes(@Nullable Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : ": ").append(cause.getMessage());
        }
        return text.toString();
    }

    /** Where the next {@link #readOn} of a partition begins; without this, at the partition's beginning. */
    void seek(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    /**
     * Hands over what is committed up to where the partitions end now, and maybe more, in order within each. What an open
     * transaction has written there is waited for: afterwards it is committed and handed over, or it is aborted.
     */
    void readOn(Collection<TopicPartition> partitions, RecordSink sink)
            throws NoVerdictException, InterruptedException {
        readTo(offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED), sink);
    }

    /** As {@link #readOn}, up to these offsets at least. */
    void readTo(Map<TopicPartition, Long> ends, RecordSink sink) throws NoVerdictException, InterruptedException {
        if (ends.isEmpty()) {
            return;
        }
        try {
            read(ends, sink);
        } catch (KafkaException e) {
            throw new NoVerdictException("reading " + ends.keySet() + " broke off: " + causes(e), e);
        }
    }

    private void read(Map<TopicPartition, Long> ends, RecordSink sink) throws NoVerdictException, InterruptedException {
        consumer.assign(ends.keySet());
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
            } else if (System.nanoTime() - progressAtNanos > PATIENCE.toNanos()) {
                throw new NoVerdictException(
                        "a transaction has been open for " + PATIENCE.toSeconds() + " s in one of " + left.keySet()
                                + "; end it (kafka-transactions.sh find-hanging), or wait for its timeout",
                        null);
            }
            poll(sink);
        }
    }

    private void poll(RecordSink sink) throws NoVerdictException, InterruptedException {
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
