package dev.sluice.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Committed records of topics with one partition each, for a {@link TopicReader} without a broker. */
public final class InMemoryTopics implements Brokers {

    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    private final Map<String, Long> starts = new HashMap<>();
    private final Map<String, Map<String, String>> settings = new HashMap<>();

    /** The offset after the last record, where an open transaction has written more than is committed. */
    private final Map<String, Long> unstableEnds = new HashMap<>();

    public InMemoryTopics create(String topic) {
        records.put(topic, new ArrayList<>());
        settings.put(topic, new HashMap<>());
        return this;
    }

    public void append(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        append(topic, key, value, new RecordHeaders());
    }

    public void append(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        List<ConsumerRecord<byte[], byte[]>> log = log(topic);
        log.add(new ConsumerRecord<>(
                topic, 0, log.size(), 0, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty()));
    }

    public List<ConsumerRecord<byte[], byte[]>> log(String topic) {
        return records.get(topic);
    }

    /** Retention takes the records before that offset. */
    void expire(String topic, long start) {
        starts.put(topic, start);
    }

    /** An open transaction has written up to there. */
    void open(String topic, long end) {
        unstableEnds.put(topic, end);
    }

    /** A reader whose polls take their time when there is nothing to read. */
    public TopicReader reader(ManualClock clock) {
        return new TopicReader(new LogConsumer(clock), this, clock, "check the brokers");
    }

    @Override
    public @Nullable Description describe(String topic) {
        return records.containsKey(topic)
                ? new Description("id-of-" + topic, List.of(new TopicPartition(topic, 0)))
                : null;
    }

    @Override
    public Setting setting(String topic, String name) {
        Map<String, String> ofTopic = settings.get(topic);
        return ofTopic == null ? new Setting(false, null) : new Setting(true, ofTopic.get(name));
    }

    public void set(String topic, String name, String value) {
        settings.get(topic).put(name, value);
    }

    @Override
    public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, Bound bound) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            String topic = partition.topic();
            long end = log(topic).size();
            offsets.put(
                    partition,
                    switch (bound) {
                        case START -> starts.getOrDefault(topic, 0L);
                        case STABLE_END -> end;
                        case END -> unstableEnds.getOrDefault(topic, end);
                    });
        }
        return offsets;
    }

    @Override
    public Map<TopicPartition, OptionalLong> committed(String group, Collection<TopicPartition> partitions) {
        throw new UnsupportedOperationException("there are no groups");
    }

    @Override
    public void create(String topic, Map<String, String> ofTopic) {
        create(topic);
        settings.get(topic).putAll(ofTopic);
    }

    @Override
    public void close() {}

    /** Kafka's own mock, which is given the log of each partition that it is assigned. */
    private final class LogConsumer extends MockConsumer<byte[], byte[]> {

        private final ManualClock clock;

        LogConsumer(ManualClock clock) {
            super("none");
            this.clock = clock;
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            if (polled.isEmpty()) {
                clock.advance(timeout);
            }
            return polled;
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            for (TopicPartition partition : partitions) {
                updateBeginningOffsets(Map.of(partition, starts.getOrDefault(partition.topic(), 0L)));
                log(partition.topic()).stream()
                        .filter(record -> record.offset() >= starts.getOrDefault(partition.topic(), 0L))
                        .forEach(this::addRecord);
            }
        }
    }
}
