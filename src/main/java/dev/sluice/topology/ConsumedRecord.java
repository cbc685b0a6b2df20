package dev.sluice.topology;

import dev.sluice.failure.SourcePosition;
import dev.sluice.mapping.SourceRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A Kafka Streams record as the mapping sees it; reused from record to record. */
final class ConsumedRecord implements SourceRecord {

    private Record<byte[], byte[]> record;
    private SourcePosition source;

    @SuppressWarnings("NullAway.Init") // at() comes before every use
    ConsumedRecord() {}

    ConsumedRecord at(Record<byte[], byte[]> record, SourcePosition source) {
        this.record = record;
        this.source = source;
        return this;
    }

    @Override
    public String topic() {
        return source.topic();
    }

    @Override
    public int partition() {
        return source.partition();
    }

    @Override
    public long offset() {
        return source.offset();
    }

    @Override
    public long timestamp() {
        return record.timestamp();
    }

    @Override
    public byte @Nullable [] key() {
        return record.key();
    }

    @Override
    public byte @Nullable [] value() {
        return record.value();
    }

    @Override
    public byte @Nullable [] header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
