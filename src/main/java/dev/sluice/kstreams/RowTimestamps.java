package dev.sluice.kstreams;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An interceptor of the global consumer: a row without timestamp, as producers before Kafka 0.10 wrote them, counts as
 * of 1970. Kafka Streams has timestamp extractors for its other sources only, and fails at such a row.
 */
public final class RowTimestamps extends PolledRecords {

    @Override
    List<ConsumerRecord<byte[], byte[]>> changed(List<ConsumerRecord<byte[], byte[]>> rows) {
        return rows.stream().map(RowTimestamps::stamped).toList();
    }

    private static ConsumerRecord<byte[], byte[]> stamped(ConsumerRecord<byte[], byte[]> row) {
        return row.timestamp() >= 0
                ? row
                : new ConsumerRecord<>(
                        row.topic(),
                        row.partition(),
                        row.offset(),
                        0,
                        row.timestampType(),
                        row.serializedKeySize(),
                        row.serializedValueSize(),
                        row.key(),
                        row.value(),
                        row.headers(),
                        row.leaderEpoch());
    }
}
