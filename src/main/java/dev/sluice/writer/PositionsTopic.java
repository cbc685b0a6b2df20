package dev.sluice.writer;

import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.TopicAdmin;
import dev.sluice.kafka.TopicReader;
import dev.sluice.kafka.UnusableException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The compacted topic that stores positions.
 *
 * @param name the topic's
 * @param content what it holds, in the plural, such as "the marks of replays"
 * @param ifLost what would happen without it, such as "letters would be replayed again"
 */
public record PositionsTopic(String name, String content, String ifLost) {

    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

    /** Restores what is committed now; nothing where there is no such topic. */
    public void read(TopicReader reader, Positions positions) throws AccessException, InterruptedException {
        read(reader, reader.topics().partitions(name), positions);
    }

    /** As {@link #read}, of a topic that {@link #require} has just created. */
    void readNew(TopicReader reader, Positions positions) throws AccessException, InterruptedException {
        read(reader, reader.topics().awaited(name), positions);
    }

    private void read(TopicReader reader, List<TopicPartition> partitions, Positions positions)
            throws AccessException, InterruptedException {
        reader.readAll(reader.settledEnds(partitions), consumed -> {
            try {
                positions.restore(consumed.key(), consumed.value());
            } catch (IllegalArgumentException e) {
                throw new UnusableException(
                        TopicReader.place(consumed) + " is none of " + content + " (" + e.getMessage()
                                + "); only Sluice may write to that topic, and without its records " + ifLost,
                        e);
            }
        });
    }

    /** Creates the topic, or checks that an existing one keeps what is written to it. */
    void require(TopicAdmin topics) throws AccessException, InterruptedException {
        if (topics.partitions(name).isEmpty()) {
            topics.create(name, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT));
            topics.awaited(name);
        }
        String policy = topics.setting(name, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (policy == null) {
            throw new UnusableException(
                    "topic " + name + ", which holds " + content + ", cannot be described; allow DescribeConfigs on it",
                    null);
        }
        if (!policy.equals(COMPACT)) {
            throw new UnusableException(
                    "topic " + name + " has cleanup.policy " + policy + ", so " + content + " would expire, and "
                            + ifLost + "; set it to compact (kafka-configs.sh --alter --add-config"
                            + " cleanup.policy=compact)",
                    null);
        }
    }
}
