package dev.sluice.topology;

import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.RefusedBy;
import dev.sluice.failure.Failure;
import dev.sluice.failure.LogThrottle;
import dev.sluice.failure.StackTraceText;
import dev.sluice.failure.TombstonePolicy;
import dev.sluice.log.LogFields;
import dev.sluice.lookup.LookupSources;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.plan.EncodedRecord;
import dev.sluice.mapping.plan.RecordConverter;
import dev.sluice.topology.FailurePath.Rerouting;
import dev.sluice.topology.Outcome.Converted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts each record and forwards it the one way its outcome says: to the batches, to the retry topic or to the
 * dead-letter topic; a tombstone that is to be ignored goes nowhere.
 */
final class Transform {

    private static final Logger LOG = LoggerFactory.getLogger(Transform.class);
    private static final LogThrottle DEFECTS = new LogThrottle(Duration.ofMinutes(1));

    private final ProcessorContext<byte[], Outcome> context;
    private final TombstonePolicy tombstones;
    private final RecordConverter converter;
    private final FailurePath failurePath;
    private final TransactionalCounters counters;
    private final EncodedRecord encoded = new EncodedRecord();

    /** For the processor that has this context, in one life of its task. */
    Transform(
            ProcessorContext<byte[], Outcome> context,
            TransactionalCounters counters,
            Mapping mapping,
            LookupSources lookups,
            FailurePolicy failures) {
        this.context = context;
        this.counters = counters;
        tombstones = failures.tombstones();
        converter = mapping.newConverter(lookups.open(context));
        failurePath = new FailurePath(
                failures.retries(),
                failures.limits(),
                new RefusedBy(context.applicationId(), null, mapping.fingerprint()),
                ThreadLocalRandom.current());
    }

    /** Makes one attempt at a record that has had {@code failedAttempts}. */
    void attempt(ConsumedRecord record, int failedAttempts) {
        counters.consumed();
        if (record.value() == null && tombstones == TombstonePolicy.IGNORE) {
            counters.ignored();
            return;
        }
        Attempt attempt = new Attempt(record, failedAttempts + 1, context.currentSystemTimeMs());
        // Only what is thrown here may become a dead letter: nothing has changed yet. What forward() throws, sinks and
        // the batches throw, and the record may be half in a batch: that ends the process (see RATIONALE.md).
        try {
            converter.convert(record, attempt.nowMillis(), encoded);
        } catch (RecordRefusedException e) {
            reroute(failurePath.refused(attempt, failures(attempt, e.failure())));
            return;
        } catch (RuntimeException e) {
            logDefect(record, e);
            reroute(failurePath.defect(attempt, e));
            return;
        }
        Outcome converted = new Converted(
                record.source(), encoded.bytes(), encoded.length(), encoded.rows(), encoded.eventTimeMillis());
        context.forward(new Record<>(null, converted, record.timestamp()), EtlTopology.BATCH);
    }

    /** Everything that is wrong with a refused record, for whoever corrects it in one go. */
    private List<Failure> failures(Attempt attempt, Failure first) {
        try {
            List<Failure> all =
                    converter.failures(attempt.record(), attempt.nowMillis(), encoded, FailedRecord.MAX_FAILURES);
            return all.isEmpty() ? List.of(first) : all; // a row may have come in between
        } catch (RuntimeException e) {
            logDefect(attempt.record(), e);
            return List.of(first);
        }
    }

    /** Dead-letters a record of the retry topic that another program wrote. */
    void deadLetterForeign(ConsumedRecord record) {
        counters.consumed();
        reroute(failurePath.foreign(new Attempt(record, 1, context.currentSystemTimeMs())));
    }

    private void reroute(Rerouting rerouting) {
        switch (rerouting.to()) {
            case RETRIES -> counters.retried(rerouting.reason());
            case DEAD_LETTERS -> counters.deadLettered(rerouting.reason());
        }
        context.forward(rerouting.record(), rerouting.to().sink);
    }

    private void logDefect(ConsumedRecord record, RuntimeException thrown) {
        long defects = DEFECTS.count(System.nanoTime());
        if (defects > 0) {
            LOG.atError()
                    .addKeyValue(LogFields.TASK, context.taskId())
                    .addKeyValue(LogFields.TOPIC, record.topic())
                    .addKeyValue(LogFields.PARTITION, record.partition())
                    .addKeyValue(LogFields.OFFSET, record.offset())
                    .addKeyValue(LogFields.REPEATS, defects)
                    .log(
                            "Conversion threw; the record is dead-lettered. This is a defect of Sluice: {}",
                            StackTraceText.of(thrown));
        }
    }
}
