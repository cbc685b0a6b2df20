package dev.sluice.deadletters;

import dev.sluice.contract.Topics;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.MonotonicClock;
import dev.sluice.kafka.TopicReader;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the committed dead letters of one service, and which of them were replayed; joins no consumer group. */
public final class DeadLetters implements AutoCloseable {

    /** Receives dead letters. */
    @FunctionalInterface
    public interface Sink {
        void accept(DeadLetterRecord letter, @Nullable ReplayTarget replayedTo)
                throws AccessException, InterruptedException;
    }

    private final Topics topics;
    private final TopicReader reader;

    private DeadLetters(DeadLetterTarget target) throws AccessException {
        topics = target.topics();
        reader = TopicReader.open(target.kafka(), MonotonicClock.SYSTEM);
    }

    public static DeadLetters open(DeadLetterTarget target) throws AccessException {
        return new DeadLetters(target);
    }

    /** Hands over the dead letters that exist now and that the filter includes, in order within each partition. */
    public void forEach(DeadLetterFilter filter, Sink sink) throws AccessException, InterruptedException {
        ReplayMarks marks = ReplayMarks.read(reader, topics);
        reader.readAll(reader.topics().stableEnds(reader.topics().required(topics.deadLetters())), consumed -> {
            DeadLetterRecord letter = DeadLetterRecord.of(consumed);
            if (filter.includes(letter)) {
                sink.accept(letter, marks.replayedTo(letter.partition(), letter.offset()));
            }
        });
    }

    /** Hands over one dead letter; false when there is none at that offset, because it has expired, say. */
    public boolean find(int partition, long offset, Sink sink) throws AccessException, InterruptedException {
        TopicPartition wanted = new TopicPartition(topics.deadLetters(), partition);
        List<TopicPartition> partitions = reader.topics().required(topics.deadLetters());
        if (!partitions.contains(wanted)
                || reader.topics().stableEnds(List.of(wanted)).getOrDefault(wanted, 0L) <= offset
                || reader.topics().starts(List.of(wanted)).getOrDefault(wanted, 0L) > offset) {
            return false;
        }
        ReplayMarks marks = ReplayMarks.read(reader, topics);
        boolean[] found = new boolean[1];
        reader.seek(wanted, offset);
        reader.readTo(Map.of(wanted, offset + 1), consumed -> {
            if (consumed.offset() == offset) {
                found[0] = true;
                sink.accept(DeadLetterRecord.of(consumed), marks.replayedTo(partition, offset));
            }
        });
        return found[0];
    }

    @Override
    public void close() {
        reader.close();
    }
}
