package dev.sluice.topology;

import dev.sluice.kstreams.PollBatch;
import dev.sluice.lookup.LookupSources;
import dev.sluice.mapping.Mapping;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the first attempt at each record of the input. It also sends the task a {@link WakeUpRecord} when the task waits
 * for a record and none comes.
 */
final class TransformProcessor implements Processor<byte[], byte[], byte[], Outcome> {

    private static final Duration WAKE_UP_INTERVAL = Duration.ofSeconds(1);

    /** A wake-up record arrives with a commit; until then another would only add to it. */
    private static final Duration TIME_BETWEEN_WAKE_UPS = Duration.ofSeconds(30);

    private final Task.Factory tasks;
    private final Mapping mapping;
    private final LookupSources lookups;
    private final String retriesTopic;
    private final FailurePolicy failures;
    private final ConsumedRecord consumed = new ConsumedRecord();
    private ProcessorContext<byte[], Outcome> context;
    private Transform transform;
    private Task task;
    private FirstRecordGate gate;
    private long nextWakeUpMillis;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    TransformProcessor(
            Task.Factory tasks, Mapping mapping, LookupSources lookups, String retriesTopic, FailurePolicy failures) {
        this.tasks = tasks;
        this.mapping = mapping;
        this.lookups = lookups;
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
        gate = task.gate();
        transform = new Transform(context, task.counters(), mapping, lookups, failures);
        nextWakeUpMillis = 0;
        context.schedule(WAKE_UP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::wakeUpIfWanted);
    }

    private void wakeUpIfWanted(long nowMillis) {
        if (gate.isWanted() && nowMillis >= nextWakeUpMillis) {
            context.forward(
                    WakeUpRecord.at(retriesTopic, context.taskId().partition(), nowMillis), EtlTopology.TO_RETRIES);
            context.commit();
            nextWakeUpMillis = nowMillis + TIME_BETWEEN_WAKE_UPS.toMillis();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        gate.consumed();
        PollBatch.forEachRecord(record, context, polled -> transform.attempt(consumed.at(polled), 0));
    }

    @Override
    public void close() {
        task.end();
    }
}
