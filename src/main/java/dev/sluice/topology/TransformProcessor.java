package dev.sluice.topology;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.FailureReason.Category;
import dev.sluice.failure.LogThrottle;
import dev.sluice.failure.StackTraceText;
import dev.sluice.kstreams.KafkaHeaders;
import dev.sluice.kstreams.PollBatch;
import dev.sluice.mapping.EncodedRecord;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.RecordConverter;
import dev.sluice.mapping.RecordRefusedException;
import dev.sluice.topology.Outcome.Converted;
import dev.sluice.topology.Outcome.Rerouted;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts each record and sends it the one way its outcome says: to the batches, to the retry topic, or to the dead
 * letters; or nowhere, when it is a tombstone that is to be ignored.
 */
final class TransformProcessor implements Processor<byte[], byte[], byte[], Outcome> {

    private static final Logger LOG = LoggerFactory.getLogger(TransformProcessor.class);
    private static final Duration KNOCK_INTERVAL = Duration.ofSeconds(1);

    /** A knock takes a commit to be there; then another would only add to it. */
    private static final Duration TIME_BETWEEN_KNOCKS = Duration.ofSeconds(30);

    private static final LogThrottle DEFECTS = new LogThrottle(Duration.ofMinutes(1));

    private final Task.Factory tasks;
    private final Mapping mapping;
    private final String retriesTopic;
    private final FailurePolicy failures;
    private final ConsumedRecord consumed = new ConsumedRecord();
    private final EncodedRecord encoded = new EncodedRecord();
    private ProcessorContext<byte[], Outcome> context;
    private RecordConverter converter;
    private Task task;
    private TransactionalCounters counters;
    private FirstRecordGate gate;
    private long nextKnockMillis;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    TransformProcessor(Task.Factory tasks, Mapping mapping, String retriesTopic, FailurePolicy failures) {
        this.tasks = tasks;
        this.mapping = mapping;
        this.retriesTopic = retriesTopic;
        this.failures = failures;
    }

    @Override
    public void init(ProcessorContext<byte[], Outcome> context) {
        if (task != null) {
            close();
        }
        this.context = context;
        task = tasks.of(context);
        counters = task.counters();
        gate = task.gate();
        nextKnockMillis = 0;
        context.schedule(KNOCK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::knock);
        converter =
                mapping.newConverter(table -> context.<LookupTableStore>getStateStore(LookupTableStore.name(table)));
    }

    private void knock(long nowMillis) {
        if (gate.isWanted() && nowMillis >= nextKnockMillis) {
            context.forward(
                    WakeUpRecord.at(retriesTopic, context.taskId().partition(), nowMillis), EtlTopology.TO_RETRIES);
            context.commit();
            nextKnockMillis = nowMillis + TIME_BETWEEN_KNOCKS.toMillis();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = context.recordMetadata().orElseThrow().topic();
        if (topic == null || topic.equals(retriesTopic)) {
            // By way of the retry delay, which has told the gate; forwarded by a punctuation it has no topic.
            transform(
                    consumed.at(record, FailureHeaders.requiredSource(record.headers())),
                    FailureHeaders.attempts(record.headers()));
            return;
        }
        gate.consumed();
        PollBatch.forEachRecord(record, context, polled -> transform(consumed.at(polled), 0));
    }

    private void transform(ConsumedRecord record, int failedAttempts) {
        counters.consumed();
        if (record.value() == null && failures.tombstones() == TombstonePolicy.IGNORE) {
            counters.ignored();
            return;
        }
        long nowMillis = context.currentSystemTimeMs();
        // Only what is thrown here may become a dead letter: nothing has changed yet. What forward() throws, sinks and
        // the batches throw, and the record may be half in a batch: that ends the process (see RATIONALE.md).
        try {
            converter.convert(record, nowMillis, encoded);
        } catch (RecordRefusedException e) {
            refuse(new Attempt(record, failedAttempts + 1, nowMillis), e.failure());
            return;
        } catch (RuntimeException e) {
            deadLetterDefect(new Attempt(record, failedAttempts + 1, nowMillis), e);
            return;
        }
        Outcome converted =
                new Converted(record.source(), encoded.bytes(), encoded.length(), encoded.eventTimeMillis());
        context.forward(new Record<>(null, converted, record.timestamp()), EtlTopology.BATCH);
    }

    /**
     * One attempt at one record.
     *
     * @param number from 1
     */
    private record Attempt(ConsumedRecord record, int number, long nowMillis) {

        Headers explain(Failure failure) {
            Headers headers = KafkaHeaders.of();
            explain(failure, headers);
            return headers;
        }

        void explain(Failure failure, Headers headers) {
            FailureHeaders.write(headers, failure, record.source(), number, nowMillis);
            FailureHeaders.writeTimestamp(headers, record.timestamp());
        }
    }

    private void refuse(Attempt attempt, Failure failure) {
        if (failure.reason().category() == Category.PERMANENT
                || !failures.retries().allowsRetryAfter(attempt.number)) {
            deadLetter(attempt, failure.reason(), attempt.explain(failure));
            return;
        }
        ConsumedRecord record = attempt.record;
        Headers headers = KafkaHeaders.copyOf(record.headers());
        attempt.explain(failure, headers);
        long delayMillis = failures.retries().delayMillisAfter(attempt.number, ThreadLocalRandom.current());
        FailureHeaders.writeDue(headers, attempt.nowMillis + delayMillis);
        if (!failures.limits().allowRetry(record.key(), record.value(), headers)) {
            Failure tooLarge = new Failure(
                    FailureReason.RECORD_TOO_LARGE,
                    failure.path(),
                    failure.message() + "; it cannot wait, for with all headers it is larger than the "
                            + failures.limits().retries()
                            + " bytes that the retry topic takes: raise max.message.bytes there");
            deadLetter(attempt, tooLarge.reason(), attempt.explain(tooLarge));
            return;
        }
        counters.retried(failure.reason());
        // Kafka's timestamp is now: of the record's own, the broker may refuse the late one, and delete the early one
        // before it is read.
        context.forward(
                new Record<>(record.key(), new Rerouted(record.source(), record.value()), attempt.nowMillis, headers),
                EtlTopology.TO_RETRIES);
    }

    private void deadLetterDefect(Attempt attempt, RuntimeException thrown) {
        long defects = DEFECTS.count(TimeUnit.MILLISECONDS.toNanos(attempt.nowMillis));
        if (defects > 0) {
            LOG.error(
                    "Conversion threw at {}, {} times since it last said so; the record is dead-lettered. This is a defect of"
                            + " Sluice: {}",
                    attempt.record.source(),
                    defects,
                    StackTraceText.of(thrown));
        }
        String message = "conversion threw " + thrown.getClass().getName() + "; this is a defect of Sluice";
        Headers why = attempt.explain(new Failure(FailureReason.INTERNAL_ERROR, "", message));
        FailureHeaders.writeThrown(why, thrown);
        deadLetter(attempt, FailureReason.INTERNAL_ERROR, why);
    }

    private void deadLetter(Attempt attempt, FailureReason reason, Headers why) {
        FailureHeaders.writeOrigin(why, context.applicationId(), mapping.fingerprint());
        Record<byte[], Outcome> letter =
                new DeadLetter(attempt.record, why).toFit(failures.limits(), attempt.nowMillis);
        counters.deadLettered(reason);
        context.forward(letter, EtlTopology.TO_DEAD_LETTERS);
    }

    @Override
    public void close() {
        task.end();
    }
}
