package dev.sluice.deadletters;

import dev.sluice.batch.OffsetRanges;
import dev.sluice.contract.Topics;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kafka.OffsetSet;
import dev.sluice.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters were replayed, and where to: what the replay topic says.
 *
 * <p>It is a compacted topic. A record tells of {@value #CHUNK_OFFSETS} offsets of one dead-letter partition, and of
 * all that was ever replayed of them to one target: its key is {@code topic/topic id/partition/first offset/target},
 * its value the replayed offsets from that first one on, in the manifest's notation ({@link OffsetRanges#toNotation}).
 * At worst, when every other letter was replayed, a value has 64 KiB. The topic's id is in the key because offsets
 * begin anew when somebody deletes the dead-letter topic and creates it again.
 */
public final class ReplayMarks {

    static final int CHUNK_OFFSETS = 1 << 16;

    /** The unit that one record tells of. */
    private record Chunk(ReplayTarget to, int partition, long first) {}

    private final String marksTopic;
    private final String deadLetters;
    private final Map<ReplayTarget, Map<Integer, OffsetSet>> replayed = new EnumMap<>(ReplayTarget.class);
    private final Set<Chunk> changed = new LinkedHashSet<>();

    /** No marks yet, of the dead-letter topic with that id. */
    ReplayMarks(Topics topics, String deadLettersId) {
        marksTopic = topics.replays();
        deadLetters = topics.deadLetters() + "/" + deadLettersId;
        for (ReplayTarget to : ReplayTarget.values()) {
            replayed.put(to, new HashMap<>());
        }
    }

    /** The marks that are committed now; none when there is no replay topic. */
    public static ReplayMarks read(TopicReader reader, Topics topics) throws NoAnswerException, InterruptedException {
        return read(reader, topics, reader.partitions(topics.replays()));
    }

    /** The same, where there is a replay topic, which may be so new that not every broker knows of it. */
    static ReplayMarks readNew(TopicReader reader, Topics topics) throws NoAnswerException, InterruptedException {
        return read(reader, topics, reader.awaited(topics.replays()));
    }

    private static ReplayMarks read(TopicReader reader, Topics topics, List<TopicPartition> partitions)
            throws NoAnswerException, InterruptedException {
        ReplayMarks marks = new ReplayMarks(topics, reader.topicId(topics.deadLetters()));
        reader.readAll(reader.settledEnds(partitions), marks::apply);
        return marks;
    }

    private void apply(ConsumerRecord<byte[], byte[]> consumed) throws NoAnswerException {
        try {
            apply(text(consumed.key()), text(consumed.value()));
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException(
                    TopicReader.place(consumed)
                            + " is no mark of a replay; nothing but sluice dlq replay may write to that topic, and without"
                            + " its marks a dead letter could be replayed twice",
                    e);
        }
    }

    private static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalArgumentException("a mark has a key and a value");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Takes up one record; throws {@link IllegalArgumentException} on what is none of ours. */
    void apply(String key, String value) {
        String[] parts = key.split("/", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("a mark's key has five parts");
        }
        int partition = Integer.parseInt(parts[2]);
        long first = Long.parseLong(parts[3]);
        ReplayTarget to = target(parts[4]);
        OffsetRanges ranges = OffsetRanges.parse(value);
        if (!deadLetters.equals(parts[0] + "/" + parts[1])) {
            return; // another topic's, or an earlier one's of the same name
        }
        // Marks only grow, so an older record of the same key takes nothing back.
        for (int i = 0; i < ranges.size(); i++) {
            offsets(to, partition).add(first + ranges.first(i), first + ranges.last(i));
        }
    }

    private static ReplayTarget target(String label) {
        for (ReplayTarget target : ReplayTarget.values()) {
            if (target.label().equals(label)) {
                return target;
            }
        }
        throw new IllegalArgumentException("a mark names a target of replays");
    }

    private OffsetSet offsets(ReplayTarget to, int partition) {
        return replayed.getOrDefault(to, Map.of()).computeIfAbsent(partition, p -> new OffsetSet());
    }

    /** Where a dead letter was replayed to; null when it was not. */
    public @Nullable ReplayTarget replayedTo(int partition, long offset) {
        for (ReplayTarget to : ReplayTarget.values()) {
            if (offsets(to, partition).contains(offset)) {
                return to;
            }
        }
        return null;
    }

    /** Marks a dead letter. */
    void add(ReplayTarget to, int partition, long offset) {
        offsets(to, partition).add(offset, offset);
        changed.add(new Chunk(to, partition, offset - offset % CHUNK_OFFSETS));
    }

    /** The records that tell of what was marked since this was asked last. */
    List<ProducerRecord<byte[], byte[]>> takeChanges() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Chunk chunk : changed) {
            OffsetRanges ranges = new OffsetRanges();
            offsets(chunk.to, chunk.partition)
                    .intersect(
                            chunk.first,
                            chunk.first + CHUNK_OFFSETS - 1,
                            (first, last) -> ranges.add(first - chunk.first, last - chunk.first));
            String key = deadLetters + "/" + chunk.partition + "/" + chunk.first + "/" + chunk.to.label();
            records.add(new ProducerRecord<>(marksTopic, bytes(key), bytes(ranges.toNotation())));
        }
        changed.clear();
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
