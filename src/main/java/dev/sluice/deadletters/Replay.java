package dev.sluice.deadletters;

import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.Topics;
import dev.sluice.deadletters.ReplayCounts.LeftOut;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.MonotonicClock;
import dev.sluice.kafka.TopicReader;
import dev.sluice.writer.KafkaWriter;
import dev.sluice.writer.ResumableWriter;
import dev.sluice.writer.TransactionLimits;
import dev.sluice.writer.WriterSettings;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One run through the dead letters, which sends back those that it is meant to.
 *
 * <p>Letters go back in Kafka transactions, each with the marks of its letters ({@link ResumableWriter}). An interrupted
 * run has therefore marked exactly what it replayed, and the next one leaves that out.
 */
public final class Replay implements AutoCloseable {

    private final String applicationId;
    private final Topics topics;
    private final ReplayPlan plan;
    private final Consumer<ReplayCounts> progress;
    private final TopicReader reader;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final TopicLimits limits;
    private final ReplayMarks marks;
    private final Map<TopicPartition, Long> ends;
    private final long letters;

    /** Null in a dry run. */
    private final @Nullable ResumableWriter writer;

    private final Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
    private long read;
    private long chosen;

    /** Opens the writer of a run; it restores the marks. */
    @FunctionalInterface
    interface WriterFactory {
        ResumableWriter open(WriterSettings settings, TopicReader reader, ReplayMarks marks)
                throws AccessException, InterruptedException;
    }

    private Replay(
            DeadLetterTarget target,
            ReplayPlan plan,
            Consumer<ReplayCounts> progress,
            TopicReader reader,
            WriterFactory writers)
            throws AccessException, InterruptedException {
        applicationId = target.applicationId();
        topics = target.topics();
        this.plan = plan;
        this.progress = progress;
        this.reader = reader;
        for (String topic : topics.inputs()) {
            partitions.put(topic, reader.topics().required(topic).size());
        }
        partitions.put(
                topics.retries(), reader.topics().required(topics.retries()).size());
        limits = TopicLimits.read(
                reader.topics(),
                plan.to() == ReplayTarget.RETRY ? List.of(topics.retries()) : topics.inputs(),
                target.producerBytes());
        marks = ReplayMarks.none(reader, topics);
        writer = openWriter(target, writers);
        try {
            // What comes later is not of this run, or a record that fails again would be replayed again and again in
            // it.
            ends = reader.topics().stableEnds(reader.topics().required(topics.deadLetters()));
            letters = count(ends, reader.topics().starts(ends.keySet()));
        } catch (AccessException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Restores the marks, too. */
    private @Nullable ResumableWriter openWriter(DeadLetterTarget target, WriterFactory writers)
            throws AccessException, InterruptedException {
        if (plan.isDryRun()) {
            ReplayMarks.topic(topics).read(reader, marks);
            return null;
        }
        WriterSettings settings = new WriterSettings(
                "replay of application " + target.applicationId(),
                target.applicationId() + "-dead-letter-replay",
                ReplayMarks.topic(topics),
                target.kafkaProducer(),
                TransactionLimits.DEFAULT,
                plan.rate(),
                target.kafka().remedies());
        return writers.open(settings, reader, marks);
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
            throws AccessException, InterruptedException {
        try (TopicReader reader = TopicReader.open(target.kafka(), MonotonicClock.SYSTEM)) {
            return run(
                    target,
                    plan,
                    progress,
                    reader,
                    (settings, of, marks) -> KafkaWriter.open(settings, of, marks, MonotonicClock.SYSTEM));
        }
    }

    static ReplayCounts run(
            DeadLetterTarget target,
            ReplayPlan plan,
            Consumer<ReplayCounts> progress,
            TopicReader reader,
            WriterFactory writers)
            throws AccessException, InterruptedException {
        try (Replay replay = new Replay(target, plan, progress, reader, writers)) {
            return replay.run();
        }
    }

    private ReplayCounts run() throws AccessException, InterruptedException {
        reader.readAll(ends, consumed -> {
            read++;
            DeadLetterRecord letter = DeadLetterRecord.of(consumed);
            if (plan.filter().includes(letter)) {
                replayOrLeaveOut(letter);
            }
            if (writer != null) {
                writer.commitIfDue();
            }
            progress.accept(counts());
        });
        if (writer != null) {
            writer.commit();
        }
        return counts();
    }

    private void replayOrLeaveOut(DeadLetterRecord letter) throws AccessException, InterruptedException {
        SourcePosition source = letter.source();
        if (marks.replayedTo(letter.partition(), letter.offset()) != null) {
            leaveOut(LeftOut.REPLAYED_BEFORE);
        } else if (letter.isIncomplete()) {
            leaveOut(LeftOut.INCOMPLETE);
        } else if (!applicationId.equals(letter.failed().refusedBy().applicationId())) {
            leaveOut(LeftOut.OTHER_APPLICATION);
        } else if (source == null || !isInput(source)) {
            leaveOut(LeftOut.WITHOUT_SOURCE);
        } else if (letter.replays().count() >= plan.maxReplays() && !plan.isForced()) {
            leaveOut(LeftOut.TOO_OFTEN);
        } else {
            replayIfItFits(letter, record(letter, source));
        }
    }

    private void leaveOut(LeftOut cause) {
        leftOut.merge(cause, 1L, Long::sum);
    }

    private void replayIfItFits(DeadLetterRecord letter, ProducerRecord<byte[], byte[]> record)
            throws AccessException, InterruptedException {
        if (!limits.allow(record)) {
            leaveOut(LeftOut.TOO_LARGE);
            return;
        }
        chosen++;
        if (writer != null) {
            writer.write(record, letter::place);
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

    private ReplayCounts counts() {
        return new ReplayCounts(letters, read, writer == null ? chosen : writer.committed(), leftOut);
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
