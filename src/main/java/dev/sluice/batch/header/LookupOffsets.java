package dev.sluice.batch.header;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The version of lookup tables: how far their topics had been read. Immutable.
 *
 * @param byTopic of each table's topic, by partition, the offset after its last row that was read
 */
public record LookupOffsets(SortedMap<String, SortedMap<Integer, Long>> byTopic) {

    public static final LookupOffsets NONE = new LookupOffsets(new TreeMap<>());

    public LookupOffsets {
        SortedMap<String, SortedMap<Integer, Long>> copy = new TreeMap<>();
        byTopic.forEach((topic, offsets) -> copy.put(topic, Collections.unmodifiableSortedMap(new TreeMap<>(offsets))));
        byTopic = Collections.unmodifiableSortedMap(copy);
    }

    /** Of each partition the later offset; one of the two itself where that is the later throughout. */
    public LookupOffsets max(LookupOffsets other) {
        if (equals(other) || other.byTopic.isEmpty()) {
            return this;
        }
        SortedMap<String, SortedMap<Integer, Long>> later = new TreeMap<>();
        for (LookupOffsets offsets : new LookupOffsets[] {this, other}) {
            offsets.byTopic.forEach((topic, byPartition) -> {
                Map<Integer, Long> merged = later.computeIfAbsent(topic, any -> new TreeMap<>());
                byPartition.forEach((partition, offset) -> merged.merge(partition, offset, Math::max));
            });
        }
        return later.equals(other.byTopic) ? other : new LookupOffsets(later);
    }

    void encode(DataOutputStream out) throws IOException {
        out.writeInt(byTopic.size());
        for (Map.Entry<String, SortedMap<Integer, Long>> topic : byTopic.entrySet()) {
            out.writeUTF(topic.getKey());
            out.writeInt(topic.getValue().size());
            for (Map.Entry<Integer, Long> partition : topic.getValue().entrySet()) {
                out.writeInt(partition.getKey());
                out.writeLong(partition.getValue());
            }
        }
    }

    static LookupOffsets decode(DataInputStream in) throws IOException {
        SortedMap<String, SortedMap<Integer, Long>> byTopic = new TreeMap<>();
        for (int topics = in.readInt(); topics > 0; topics--) {
            SortedMap<Integer, Long> byPartition = new TreeMap<>();
            byTopic.put(in.readUTF(), byPartition);
            for (int partitions = in.readInt(); partitions > 0; partitions--) {
                byPartition.put(in.readInt(), in.readLong());
            }
        }
        return new LookupOffsets(byTopic);
    }
}
