package dev.sluice.kafka;

import dev.sluice.kafka.Brokers.Bound;
import dev.sluice.kafka.Brokers.Description;
import dev.sluice.kafka.Brokers.Setting;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Answers questions about topics and groups, and waits where the brokers need a moment for the answer. */
public final class TopicAdmin {

    private final Brokers brokers;
    private final MonotonicClock clock;

    TopicAdmin(Brokers brokers, MonotonicClock clock) {
        this.brokers = brokers;
        this.clock = clock;
    }

    /** The partitions of a topic; empty when there is no such topic. */
    public List<TopicPartition> partitions(String topic) throws AccessException, InterruptedException {
        Description description = brokers.describe(topic);
        return description == null ? List.of() : description.partitions();
    }

    /** As {@link #partitions}, of a topic that must exist. */
    public List<TopicPartition> required(String topic) throws AccessException, InterruptedException {
        List<TopicPartition> partitions = partitions(topic);
        if (partitions.isEmpty()) {
            throw missing(topic);
        }
        return partitions;
    }

    /** As {@link #required}, of a topic that was created just now: brokers may take a moment to know of it. */
    public List<TopicPartition> awaited(String topic) throws AccessException, InterruptedException {
        Patience patience = new Patience(clock);
        List<TopicPartition> partitions = partitions(topic);
        while (partitions.isEmpty()) {
            patience.pauseOrThrow(missing(topic));
            partitions = partitions(topic);
        }
        return partitions;
    }

    /** What tells a topic from a later one of the same name, in Kafka's own notation. */
    public String topicId(String topic) throws AccessException, InterruptedException {
        Description description = brokers.describe(topic);
        if (description == null) {
            throw missing(topic);
        }
        return description.id();
    }

    /** A setting of a topic, by Kafka's name; null where this user may not read it. */
    public @Nullable String setting(String topic, String name) throws AccessException, InterruptedException {
        Patience patience = new Patience(clock);
        Setting setting = brokers.setting(topic, name);
        while (!setting.isKnown()) {
            required(topic); // else another broker knows the topic, and this one will
            patience.pauseOrThrow(missing(topic));
            setting = brokers.setting(topic, name);
        }
        return setting.value();
    }

    /** Creates a topic of one partition with these settings; another process may have created it just now. */
    public void create(String topic, Map<String, String> settings) throws AccessException, InterruptedException {
        brokers.create(topic, settings);
    }

    /** The first offset that each partition still has. */
    public Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions)
            throws AccessException, InterruptedException {
        return brokers.offsets(partitions, Bound.START);
    }

    /** The offset after the last record that no open transaction comes before. */
    public Map<TopicPartition, Long> stableEnds(Collection<TopicPartition> partitions)
            throws AccessException, InterruptedException {
        return brokers.offsets(partitions, Bound.STABLE_END);
    }

    /** The offset after the last record, be it committed or not. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) throws AccessException, InterruptedException {
        return brokers.offsets(partitions, Bound.END);
    }

    /** The offsets that a group has committed, once no open transaction may change them; none where it has none. */
    public Map<TopicPartition, Long> committed(String group, Collection<TopicPartition> partitions)
            throws AccessException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Set<TopicPartition> undecided = new HashSet<>(partitions);
        Patience patience = new Patience(clock);
        while (!undecided.isEmpty()) {
            Map<TopicPartition, OptionalLong> answer = brokers.committed(group, undecided);
            answer.forEach((partition, offset) -> offset.ifPresent(known -> committed.put(partition, known)));
            undecided.removeAll(answer.keySet());
            if (!undecided.isEmpty()) {
                patience.pauseOrThrow(hanging(undecided));
            }
        }
        return committed;
    }

    private static UnusableException missing(String topic) {
        return new UnusableException(
                "there is no topic " + topic + " at these brokers; create it, as sluice doctor says, or correct the"
                        + " setting that names it",
                null);
    }

    static NoAnswerException hanging(Collection<TopicPartition> partitions) {
        return new NoAnswerException(
                "a transaction has been open for " + Patience.LIMIT.toSeconds() + " s in one of " + partitions
                        + "; end it (kafka-transactions.sh find-hanging), or wait for its timeout",
                null);
    }
}
