package dev.sluice.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The brokers' answers to questions about topics and groups. Each method asks once and waits for no change. */
interface Brokers extends AutoCloseable {

    /** Which offset of a partition is asked for. */
    enum Bound {
        /** The first that the partition still has. */
        START,
        /** The one after the last that no open transaction comes before. */
        STABLE_END,
        /** The one after the last, committed or not. */
        END
    }

    /**
     * A topic.
     *
     * @param id tells it from a later topic of the same name
     */
    record Description(String id, List<TopicPartition> partitions) {}

    /**
     * A topic's setting.
     *
     * @param isKnown false when this broker does not know the topic
     * @param value null when this user may not read it
     */
    record Setting(boolean isKnown, @Nullable String value) {}

    /** Null when there is no such topic. */
    @Nullable
    Description describe(String topic) throws AccessException, InterruptedException;

    /** By Kafka's name of the setting. */
    Setting setting(String topic, String name) throws AccessException, InterruptedException;

    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, Bound bound)
            throws AccessException, InterruptedException;

    /**
     * The offsets that a group has committed: empty where it has none; a partition whose offset an open transaction may
     * change is not in the answer.
     */
    Map<TopicPartition, OptionalLong> committed(String group, Collection<TopicPartition> partitions)
            throws AccessException, InterruptedException;

    /** Creates a topic of one partition; does nothing when it exists. */
    void create(String topic, Map<String, String> settings) throws AccessException, InterruptedException;

    @Override
    void close();
}
