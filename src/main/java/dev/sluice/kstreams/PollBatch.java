package dev.sluice.kstreams;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that one poll got of a partition, which go through Kafka Streams as a single record: there a record costs
 * the same whatever is in it (RATIONALE.md, "Why do a poll's records go through Kafka Streams as one?"). {@link
 * PollBatchInterceptor} makes poll batches; the processors read the records out of them.
 *
 * <p>The single record has the offset of the first. What Kafka Streams commits is the offset of the first record that
 * it has not processed, or the consumer's position when it has processed all it has ({@code
 * StreamTask.findOffsetAndMetadata}, 4.4.0); and it commits between two calls of the processors, never within one. So a
 * poll batch is committed whole, or not at all.
 *
 * <p>A header holds the records themselves, for it is the one part of a Kafka record that may be any object. It never
 * leaves the process, and gives the records away once: Kafka Streams keeps the headers of the record that put the
 * marker of the {@link CommitHooks}, with that marker, in its cache.
 */
public final class PollBatch implements Header {

    private static final Logger LOG = LoggerFactory.getLogger(PollBatch.class);
    private static final String KEY = "poll-batch";
    private static final byte[] NOTHING = {};

    private @Nullable List<ConsumerRecord<byte[], byte[]>> records;

    private PollBatch(List<ConsumerRecord<byte[], byte[]>> records) {
        this.records = records;
    }

    /** One record that stands for these, of which there is one at least, all of one partition. */
    static ConsumerRecord<byte[], byte[]> asOne(List<ConsumerRecord<byte[], byte[]>> records) {
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
                KafkaHeaders.of(new PollBatch(records)),
                first.leaderEpoch());
    }

    /** Processes what has come to a source, in the order of the offsets: the records of a poll batch, or one alone. */
    public static void forEachRecord(
            Record<byte[], byte[]> record,
            ProcessorContext<?, ?> context,
            Consumer<ConsumerRecord<byte[], byte[]>> process) {
        for (ConsumerRecord<byte[], byte[]> polled : records(record, context)) {
            try {
                process.accept(polled);
            } catch (RuntimeException e) {
                // Kafka Streams can only name the poll batch's first.
                LOG.warn("Stopped at {}-{} offset {}", polled.topic(), polled.partition(), polled.offset());
                throw e;
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(
            Record<byte[], byte[]> record, ProcessorContext<?, ?> context) {
        if (record.headers().lastHeader(KEY) instanceof PollBatch batch) {
            return batch.takeRecords();
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

    private List<ConsumerRecord<byte[], byte[]>> takeRecords() {
        List<ConsumerRecord<byte[], byte[]>> given = records;
        if (given == null) {
            throw new IllegalStateException("a poll batch was processed twice");
        }
        records = null;
        return given;
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
