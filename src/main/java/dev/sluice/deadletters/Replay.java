package dev.sluice.deadletters;

import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.Topics;
import dev.sluice.kafka.NoAnswerException;
import dev.sluice.kafka.TopicReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One run through the dead letters, that sends those it is meant to back.
 *
 * <p>Letters go back in transactions, each with the marks of its letters. An interrupted run has therefore marked
 * exactly what it replayed, and the next one leaves that out. {@link MarkedWrites} sees to it that there is one run at
 * a time.
 */
public final class Replay implements AutoCloseable {

    private final Topics topics;
    private final ReplayPlan plan;
    private final Consumer<ReplayCounts> progress;
    private final TopicReader reader;
    private final @Nullable MarkedWrites writes;
    private final ReplayMarks marks;
    private final Map<TopicPartition, Long> ends;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final TopicLimits limits;
    private final long letters;
    private final @Nullable Pace pace;

    private long read;
    private long chosen;
    private long replayedBefore;
    private long tooOften;
    private long incomplete;
    private long withoutSource;
    private long tooLarge;

    private Replay(DeadLetterTarget target, ReplayPlan plan, Consumer<ReplayCounts> progress, TopicReader reader)
            throws NoAnswerException, InterruptedException {
        topics = target.topics();
        this.plan = plan;
        this.progress = progress;
        this.reader = reader;
        pace = plan.rate() == null ? null : new Pace(plan.rate(), System.nanoTime());
        for (String topic : topics.inputs()) {
            partitions.put(topic, reader.required(topic).size());
        }
        partitions.put(topics.retries(), reader.required(topics.retries()).size());
        limits = TopicLimits.read(
                reader,
                plan.to() == ReplayTarget.RETRY ? List.of(topics.retries()) : topics.inputs(),
                target.producerBytes());
        // First the fence: marks read after it are all there are, for whoever ran before can commit no more.
        writes = plan.isDryRun() ? null : MarkedWrites.open(target, reader);
        try {
            marks = writes == null ? ReplayMarks.read(reader, topics) : ReplayMarks.readNew(reader, topics);
            // What comes later is not of this run, or a record that fails again would go round in it.
            ends = reader.stableEnds(reader.required(topics.deadLetters()));
            letters = count(ends, reader.starts(ends.keySet()));
        } catch (NoAnswerException | InterruptedException | RuntimeException e) {
            if (writes != null) {
                writes.close();
            }
            throw e;
        }
    }

    private static long count(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> starts) {
        long count = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            count += end.getValue() - starts.getOrDefault(end.getKey(), 0L);
        }
        return count;
    }

    /** Replays; {@code progress} is told after each letter, replayed or not. */
    public static ReplayCounts run(DeadLetterTarget target, ReplayPlan plan, Consumer<ReplayCounts> progress)
            throws NoAnswerException, InterruptedException {
        try (TopicReader reader = new TopicReader(target.kafkaConsumer(), target.kafkaAdmin());
                Replay replay = new Replay(target, plan, progress, reader)) {
            return replay.run();
        }
    }

    private ReplayCounts run() throws NoAnswerException, InterruptedException {
        reader.readAll(ends, consumed -> {
            read++;
            DeadLetterRecord letter = new DeadLetterRecord(consumed);
            if (plan.filter().includes(letter)) {
                replayOrLeave(letter);
            }
            if (writes != null) {
                writes.commitIfDue(marks);
            }
            progress.accept(counts());
        });
        if (writes != null) {
            writes.commit(marks);
        }
        return counts();
    }

    private void replayOrLeave(DeadLetterRecord letter) throws NoAnswerException, InterruptedException {
        SourcePosition source = letter.source();
        if (marks.replayedTo(letter.partition(), letter.offset()) != null) {
            replayedBefore++;
        } else if (letter.isIncomplete()) {
            incomplete++;
        } else if (source == null || plan.to() == ReplayTarget.SOURCE && !isInput(source)) {
            withoutSource++;
        } else if (letter.replays() >= plan.maxReplays() && !plan.isForced()) {
            tooOften++;
        } else {
            replayIfItFits(letter, record(letter, source));
        }
    }

    private void replayIfItFits(DeadLetterRecord letter, ProducerRecord<byte[], byte[]> record)
            throws NoAnswerException, InterruptedException {
        if (!limits.allow(record)) {
            tooLarge++;
            return;
        }
        chosen++;
        if (writes != null) {
            awaitTurn();
            writes.send(letter, record);
            marks.add(plan.to(), letter.partition(), letter.offset());
        }
    }

    private boolean isInput(SourcePosition source) {
        return topics.inputs().contains(source.topic())
                && source.partition() < partitions.getOrDefault(source.topic(), 0);
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetterRecord letter, SourcePosition source) {
        return switch (plan.to()) {
            case SOURCE -> ReplayedRecord.forSource(letter, source);
            case RETRY ->
                ReplayedRecord.forRetry(letter, source, topics.retries(), partitions.getOrDefault(topics.retries(), 1));
        };
    }

    /** Waits until the plan's rate allows one more letter. */
    private void awaitTurn() throws InterruptedException {
        if (pace != null) {
            TimeUnit.NANOSECONDS.sleep(pace.take(System.nanoTime()));
        }
    }

    private ReplayCounts counts() {
        long replayed = writes == null ? chosen : writes.committed();
        return new ReplayCounts(letters, read, replayed, replayedBefore, tooOften, incomplete, withoutSource, tooLarge);
    }

    @Override
    public void close() {
        if (writes != null) {
            writes.close();
        }
    }
}
