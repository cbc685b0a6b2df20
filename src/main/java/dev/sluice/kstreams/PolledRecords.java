package dev.sluice.kstreams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** An interceptor that changes what a poll got of each partition, and nothing of the consumer's positions. */
abstract class PolledRecords implements ConsumerInterceptor<byte[], byte[]> {

    /** What is to take the place of a partition's records, of which there is one at least. */
    abstract List<ConsumerRecord<byte[], byte[]>> changed(List<ConsumerRecord<byte[], byte[]>> records);

    @Override
    public final ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> changed = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            changed.put(partition, changed(polled.records(partition)));
        }
        return new ConsumerRecords<>(changed, polled.nextOffsets());
    }

    @Override
    public final void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public final void close() {}

    @Override
    public final void configure(Map<String, ?> configs) {}
}
