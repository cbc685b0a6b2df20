package dev.sluice.deadletters;

import dev.sluice.contract.Topics;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kafka.TopicReader;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The committed dead letters of one service, and which of them were replayed. Nothing is written and no group joined.
 */
public final class DeadLetters implements AutoCloseable {

    /** Receives dead letters. */
    @FunctionalInterface
    public interface Sink {
        void accept(DeadLetterRecord letter, @Nullable ReplayTarget replayedTo)
                throws NoAnswerException, InterruptedException;
    }

    private final Topics topics;
    private final TopicReader reader;

    private DeadLetters(DeadLetterTarget target) throws NoAnswerException {
        topics = target.topics();
        reader = new TopicReader(target.kafkaConsumer(), target.kafkaAdmin());
    }

    public static DeadLetters open(DeadLetterTarget target) throws NoAnswerException {
        return new DeadLetters(target);
    }

    /** Hands over what there is now and the filter includes, in order within each partition. */
    public void forEach(DeadLetterFilter filter, Sink sink) throws NoAnswerException, InterruptedException {
        ReplayMarks marks = ReplayMarks.read(reader, topics);
        reader.readAll(reader.stableEnds(reader.required(topics.deadLetters())), consumed -> {
            DeadLetterRecord letter = new DeadLetterRecord(consumed);
            if (filter.includes(letter)) {
                sink.accept(letter, marks.replayedTo(letter.partition(), letter.offset()));
            }
        });
    }

    /** Hands over one dead letter; false when it is not there: it has expired, or never was. */
    public boolean find(int partition, long offset, Sink sink) throws NoAnswerException, InterruptedException {
        TopicPartition wanted = new TopicPartition(topics.deadLetters(), partition);
        List<TopicPartition> partitions = reader.required(topics.deadLetters());
        if (!partitions.contains(wanted)
                || reader.stableEnds(List.of(wanted)).getOrDefault(wanted, 0L) <= offset
                || reader.starts(List.of(wanted)).getOrDefault(wanted, 0L) > offset) {
            return false;
        }
        ReplayMarks marks = ReplayMarks.read(reader, topics);
        boolean[] found = new boolean[1];
        reader.seek(wanted, offset);
        reader.readTo(Map.of(wanted, offset + 1), consumed -> {
            if (consumed.offset() == offset) {
                found[0] = true;
                sink.accept(new DeadLetterRecord(consumed), marks.replayedTo(partition, offset));
            }
        });
        return found[0];
    }

    @Override
    public void close() {
        reader.close();
    }
}
