package dev.sluice.lookup;

import dev.sluice.batch.header.LookupOffsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** How far this process has read a lookup table's topic. The global thread writes it, the stream threads read it. */
final class LookupProgress {

    private final Map<TopicPartition, Long> nextOffsets = new ConcurrentHashMap<>();
    private volatile LookupOffsets last = LookupOffsets.NONE;

    /**
     * A row is about to enter its table. It is told before, not after: so whoever has found the row in the table finds
     * its offset in {@link #offsets}, too.
     */
    void reading(String topic, int partition, long offset) {
        nextOffsets.put(new TopicPartition(topic, partition), offset + 1);
    }

    /** As of now: no row at or after these offsets has been in a table. */
    LookupOffsets offsets() {
        SortedMap<String, SortedMap<Integer, Long>> byTopic = new TreeMap<>();
        nextOffsets.forEach((partition, offset) -> byTopic.computeIfAbsent(partition.topic(), any -> new TreeMap<>())
                .put(partition.partition(), offset));
        if (!byTopic.equals(last.byTopic())) {
            last = new LookupOffsets(byTopic); // else the same object, as LookupSource promises
        }
        return last;
    }
}
