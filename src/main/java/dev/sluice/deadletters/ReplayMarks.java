package dev.sluice.deadletters;

import dev.sluice.batch.header.OffsetRanges;
import dev.sluice.contract.Topics;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.OffsetSet;
import dev.sluice.kafka.TopicReader;
import dev.sluice.writer.Positions;
import dev.sluice.writer.PositionsTopic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters were replayed, and where to: the positions of replays.
 *
 * <p>A position stands for {@value #CHUNK_OFFSETS} offsets of one dead-letter partition, and for all that was ever
 * replayed of them to one target: its key is {@code topic/topic id/partition/first offset/target}, its value the
 * replayed offsets from that first one on, in the manifest's notation ({@link OffsetRanges#toNotation}). At worst, when
 * every other letter was replayed, a value has 64 KiB. The topic's id is in the key because offsets begin anew when the
 * dead-letter topic is deleted and created again.
 */
public final class ReplayMarks implements Positions {

    static final int CHUNK_OFFSETS = 1 << 16;

    /** The offsets that one position stands for. */
    private record Chunk(ReplayTarget to, int partition, long first) {}

    private final String deadLetters;
    private final Map<ReplayTarget, Map<Integer, OffsetSet>> replayed = new EnumMap<>(ReplayTarget.class);
    private final Set<Chunk> changed = new LinkedHashSet<>();

    /** No marks yet, of the dead-letter topic with that id. */
    ReplayMarks(Topics topics, String deadLettersId) {
        deadLetters = topics.deadLetters() + "/" + deadLettersId;
        for (ReplayTarget to : ReplayTarget.values()) {
            replayed.put(to, new HashMap<>());
        }
    }

    /** No marks yet, of the dead-letter topic as it is now. */
    static ReplayMarks none(TopicReader reader, Topics topics) throws AccessException, InterruptedException {
        return new ReplayMarks(topics, reader.topics().topicId(topics.deadLetters()));
    }

    /** The marks that are committed now; none when there is no replay topic. */
    public static ReplayMarks read(TopicReader reader, Topics topics) throws AccessException, InterruptedException {
        ReplayMarks marks = none(reader, topics);
        topic(topics).read(reader, marks);
        return marks;
    }

    /** Where the marks are stored. */
    static PositionsTopic topic(Topics topics) {
        return new PositionsTopic(topics.replays(), "the marks of replays", "letters would be replayed again");
    }

    @Override
    public void restore(byte @Nullable [] key, byte @Nullable [] value) {
        restore(text(key), text(value));
    }

    private static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalArgumentException("a mark has a key and a value");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void restore(String key, String value) {
        String[] parts = key.split("/", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("a mark's key has five parts");
        }
        int partition = Integer.parseInt(parts[2]);
        long first = Long.parseLong(parts[3]);
        ReplayTarget to = target(parts[4]);
        OffsetRanges ranges = OffsetRanges.parse(value);
        if (!deadLetters.equals(parts[0] + "/" + parts[1])) {
            return; // of another topic, or of an earlier one with the same name
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

    @Override
    public List<Position> takeChanges() {
        List<Position> positions = new ArrayList<>();
        for (Chunk chunk : changed) {
            OffsetRanges ranges = new OffsetRanges();
            offsets(chunk.to, chunk.partition)
                    .intersect(
                            chunk.first,
                            chunk.first + CHUNK_OFFSETS - 1,
                            (first, last) -> ranges.add(first - chunk.first, last - chunk.first));
            String key = deadLetters + "/" + chunk.partition + "/" + chunk.first + "/" + chunk.to.label();
            positions.add(new Position(bytes(key), bytes(ranges.toNotation())));
        }
        changed.clear();
        return positions;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
