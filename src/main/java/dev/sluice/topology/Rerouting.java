package dev.sluice.topology;

import dev.sluice.failure.FailureReason;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Where a record goes that was not converted.
 *
 * @param reason the one to count
 * @param record the Kafka record that goes there
 */
record Rerouting(To to, FailureReason reason, Record<byte[], Outcome> record) {

    /** The topics for such records. */
    enum To {
        RETRIES(EtlTopology.TO_RETRIES),
        DEAD_LETTERS(EtlTopology.TO_DEAD_LETTERS);

        final String sink;

        To(String sink) {
            this.sink = sink;
        }
    }
}
