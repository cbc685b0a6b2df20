package dev.sluice.topology;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.SourcePosition;
import dev.sluice.kstreams.KafkaHeaders;
import dev.sluice.topology.Outcome.Rerouted;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** An empty record of the retry topic that a task sends itself, so that it has consumed one: see {@link FirstRecordGate}. */
final class WakeUpRecord {

    private static final String HEADER = "sluice.wake-up";
    private static final byte[] NOTHING = {};

    private WakeUpRecord() {}

    static Record<byte[], Outcome> at(String retriesTopic, int partition, long nowMillis) {
        Headers headers = KafkaHeaders.of().add(HEADER, NOTHING);
        return new Record<>(
                null, new Rerouted(new SourcePosition(retriesTopic, partition, 0), null), nowMillis, headers);
    }

    static boolean is(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null
                && record.value() == null
                && record.headers().lastHeader(HEADER) != null
                && FailureHeaders.source(record.headers()) == null; // else a retry that came with this header
    }
}
