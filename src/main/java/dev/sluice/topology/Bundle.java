package dev.sluice.topology;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The records that one poll got of a partition, which go through Kafka Streams as a single record: there each record
 * costs as much, whatever it holds, and that was a third of ours (RATIONALE.md, "Why do a poll's records go through
 * Kafka Streams as one?"). {@link BundlingInterceptor} makes bundles; the processors take them apart.
 *
 * <p>The single record has the offset of the first. What Kafka Streams commits is the offset of the first record that
 * it has not processed, or the consumer's position when it has processed all it has ({@code
 * StreamTask.findOffsetAndMetadata}, 4.3.1); and it commits between two calls of the processors, never within one. So a
 * bundle is committed whole, or not at all.
 *
 * <p>A header holds the records themselves, for it is the one part of a Kafka record that may be any object. It never
 * leaves the process, and gives the records away once: Kafka Streams keeps the headers of a record with what the
 * record wrote to a cached store, which for the {@link CommitHooks} is until the commit.
 */
final class Bundle implements Header {

    private static final String KEY = "bundle";
    private static final byte[] NOTHING = {};

    private @Nullable List<ConsumerRecord<byte[], byte[]>> records;

    private Bundle(List<ConsumerRecord<byte[], byte[]>> records) {
        this.records = records;
    }

    /** One record that stands for these, of which there is one at least, all of one partition. */
    static ConsumerRecord<byte[], byte[]> of(List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                first.timestampType(),
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                NOTHING,
                NOTHING,
                new RecordHeaders(new Header[] {new Bundle(records)}),
                first.leaderEpoch());
    }

    /** What has come to a source, in the order of the offsets: the records of a bundle, or one alone. */
    static List<ConsumerRecord<byte[], byte[]>> take(Record<byte[], byte[]> record, ProcessorContext<?, ?> context) {
        if (record.headers().lastHeader(KEY) instanceof Bundle bundle) {
            return bundle.take();
        }
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        return List.of(new ConsumerRecord<>(
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty()));
    }

    private List<ConsumerRecord<byte[], byte[]>> take() {
        List<ConsumerRecord<byte[], byte[]>> taken = records;
        if (taken == null) {
            throw new IllegalStateException("a bundle was processed twice");
        }
        records = null;
        return taken;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public byte[] value() {
        return NOTHING;
    }
}
