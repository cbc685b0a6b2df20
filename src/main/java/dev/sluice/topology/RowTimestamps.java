package dev.sluice.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * An interceptor of the global consumer: a row without timestamp, as producers before Kafka 0.10 wrote them, counts as
 * of 1970. Kafka Streams has timestamp extractors for its other sources only, and fails at such a row.
 */
public final class RowTimestamps implements ConsumerInterceptor<byte[], byte[]> {

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> rows) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> stamped = new HashMap<>();
        for (TopicPartition partition : rows.partitions()) {
            stamped.put(
                    partition,
                    rows.records(partition).stream().map(RowTimestamps::stamped).toList());
        }
        return new ConsumerRecords<>(stamped, rows.nextOffsets());
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

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
}
