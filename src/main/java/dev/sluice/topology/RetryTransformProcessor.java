package dev.sluice.topology;

import dev.sluice.contract.FailedRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Makes another attempt at each record that has waited for it. */
final class RetryTransformProcessor implements Processor<byte[], FailedRecord, byte[], Outcome> {

    private final TransformSettings settings;
    private final ConsumedRecord consumed = new ConsumedRecord();
    private Transform transform;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    RetryTransformProcessor(TransformSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], Outcome> context) {
        transform = new Transform(context, settings);
    }

    @Override
    public void process(Record<byte[], FailedRecord> record) {
        FailedRecord retry = record.value();
        transform.attempt(consumed.at(retry), retry.attempts().failed());
    }
}
