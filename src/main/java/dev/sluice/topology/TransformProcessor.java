package dev.sluice.topology;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureHeaders;
import dev.sluice.failure.FailureReason;
import dev.sluice.failure.FailureReason.Category;
import dev.sluice.failure.Repeats;
import dev.sluice.failure.RetryPolicy;
import dev.sluice.failure.SourcePosition;
import dev.sluice.failure.TraceOnly;
import dev.sluice.mapping.EncodedRecord;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.RecordConverter;
import dev.sluice.mapping.RecordRefusedException;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.topology.Outcome.Converted;
import dev.sluice.topology.Outcome.Returned;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts each record and sends it the one way its outcome says: to the batches, to the retry topic, or to the dead
 * letters; or nowhere, when it is a tombstone that is to be ignored.
 */
final class TransformProcessor implements Processor<byte[], byte[], byte[], Outcome> {

    private static final Logger LOG = LoggerFactory.getLogger(TransformProcessor.class);
    private static final Repeats DEFECTS = new Repeats(Duration.ofMinutes(1));

    /** A retry comes up to this much later than its backoff says, so that a burst of misses does not return as one. */
    private static final double JITTER = 0.1;

    private final Mapping mapping;
    private final String retriesTopic;
    private final RetryPolicy retryPolicy;
    private final Tombstones tombstones;
    private final SluiceMetrics metrics;
    private final ConsumedRecord consumed = new ConsumedRecord();
    private final EncodedRecord encoded = new EncodedRecord();
    private ProcessorContext<byte[], Outcome> context;
    private RecordConverter converter;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    TransformProcessor(
            Mapping mapping,
            String retriesTopic,
            RetryPolicy retryPolicy,
            Tombstones tombstones,
            SluiceMetrics metrics) {
        this.mapping = mapping;
        this.retriesTopic = retriesTopic;
        this.retryPolicy = retryPolicy;
        this.tombstones = tombstones;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], Outcome> context) {
        this.context = context;
        converter =
                mapping.newConverter(table -> context.<LookupTableStore>getStateStore(LookupTableStore.name(table)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        SourcePosition source;
        int failedAttempts;
        if (metadata.topic() == null || metadata.topic().equals(retriesTopic)) {
            // It waited for its retry; when the wait ended in a punctuation it even has no topic of its own.
            source = RetryProcessor.source(record);
            failedAttempts = FailureHeaders.attempts(record.headers());
        } else {
            source = new SourcePosition(metadata.topic(), metadata.partition(), metadata.offset());
            failedAttempts = 0;
        }
        metrics.consumed(1);
        if (record.value() == null && tombstones == Tombstones.IGNORE) {
            metrics.ignored(1);
            return;
        }
        long nowMillis = context.currentSystemTimeMs();
        try {
            converter.convert(consumed.at(record, source), nowMillis, encoded);
        } catch (RecordRefusedException e) {
            refuse(record, source, failedAttempts + 1, e.failure(), nowMillis);
            return;
        } catch (RuntimeException e) {
            long defects = DEFECTS.count(System.nanoTime());
            if (defects > 0) {
                LOG.error(
                        "Conversion threw at {}, {} times since it last said so; the record is dead-lettered. This is a"
                                + " defect of Sluice.",
                        source,
                        defects,
                        new TraceOnly(e));
            }
            String message = "conversion threw " + e.getClass().getName() + "; this is a defect of Sluice";
            refuse(
                    record,
                    source,
                    failedAttempts + 1,
                    new Failure(FailureReason.INTERNAL_ERROR, "", message),
                    nowMillis);
            return;
        }
        Outcome converted = new Converted(source, encoded.bytes(), encoded.length(), encoded.eventTimeMillis());
        context.forward(new Record<>(record.key(), converted, record.timestamp()), EtlTopology.BATCH);
    }

    private void refuse(
            Record<byte[], byte[]> record, SourcePosition source, int attempts, Failure failure, long nowMillis) {
        Headers headers = new RecordHeaders(record.headers());
        FailureHeaders.write(headers, failure, source, attempts, nowMillis);
        String way;
        if (failure.reason().category() == Category.RETRIABLE && retryPolicy.allowsRetryAfter(attempts)) {
            long backoffMillis = retryPolicy.backoffAfter(attempts).toMillis();
            long jitterMillis = ThreadLocalRandom.current().nextLong((long) (backoffMillis * JITTER) + 1);
            FailureHeaders.writeDue(headers, nowMillis + backoffMillis + jitterMillis);
            metrics.retried(failure.reason());
            way = EtlTopology.TO_RETRIES;
        } else {
            FailureHeaders.writeOrigin(headers, context.applicationId(), mapping.fingerprint());
            metrics.deadLettered(failure.reason());
            way = EtlTopology.TO_DEAD_LETTERS;
        }
        context.forward(
                new Record<>(record.key(), new Returned(source, record.value()), record.timestamp(), headers), way);
    }
}
