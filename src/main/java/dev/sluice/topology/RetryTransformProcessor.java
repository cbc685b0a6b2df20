package dev.sluice.topology;

import dev.sluice.contract.FailedRecord;
import dev.sluice.lookup.LookupSources;
import dev.sluice.mapping.Mapping;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Makes another attempt at each record that has waited for it. It is a node of its own, so a retry is known by its type. */
final class RetryTransformProcessor implements Processor<byte[], FailedRecord, byte[], Outcome> {

    private final Task.Factory tasks;
    private final Mapping mapping;
    private final LookupSources lookups;
    private final String retriesTopic;
    private final FailurePolicy failures;
    private final ConsumedRecord consumed = new ConsumedRecord();
    private Transform transform;
    private Task task;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    RetryTransformProcessor(
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
        task = tasks.of(context);
        transform = new Transform(context, task.counters(), mapping, lookups, failures);
    }

    @Override
    public void process(Record<byte[], FailedRecord> record) {
        FailedRecord retry = record.value();
        consumed.at(retry);
        if (consumed.topic().equals(retriesTopic)) { // so RetryProcessor marks what another program wrote
            transform.deadLetterForeign(consumed);
        } else {
            transform.attempt(consumed, retry.attempts().failed());
        }
    }

    @Override
    public void close() {
        task.end();
    }
}
