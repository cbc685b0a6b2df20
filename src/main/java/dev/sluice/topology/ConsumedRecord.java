package dev.sluice.topology;

import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.SourcePosition;
import dev.sluice.mapping.plan.SourceRecord;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the input that an attempt is made at, just polled or after a retry; one object is reused for all. */
final class ConsumedRecord implements SourceRecord {

    private SourcePosition source;
    private long timestamp;
    private byte @Nullable [] key;
    private byte @Nullable [] value;
    private Headers headers;
    private @Nullable OriginalRecord retried;

    @SuppressWarnings("NullAway.Init") // at() comes before every use
    ConsumedRecord() {}

    /**
     * The record's own, in milliseconds since the epoch; a record without timestamp counts as of 1970, for Kafka Streams
     * fails at it, or skips it.
     */
    static long timestamp(ConsumerRecord<?, ?> record) {
        return Math.max(0, record.timestamp());
    }

    /** Just polled. */
    ConsumedRecord at(ConsumerRecord<byte[], byte[]> polled) {
        retried = null;
        return at(
                new SourcePosition(polled.topic(), polled.partition(), polled.offset()),
                timestamp(polled),
                polled.key(),
                polled.value(),
                polled.headers());
    }

    /** Back from the retry topic. */
    ConsumedRecord at(FailedRecord retry) {
        OriginalRecord original = retry.original();
        retried = original;
        return at(
                Objects.requireNonNull(retry.source()),
                original.timestampMillis(),
                original.key(),
                original.value(),
                original.sourceHeaders());
    }

    private ConsumedRecord at(
            SourcePosition source, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.source = source;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = headers;
        return this;
    }

    SourcePosition source() {
        return source;
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
        return timestamp;
    }

    @Override
    public byte @Nullable [] key() {
        return key;
    }

    @Override
    public byte @Nullable [] value() {
        return value;
    }

    /** What a retry or a dead letter of it carries. */
    OriginalRecord original() {
        return retried == null
                ? OriginalRecord.of(key, value, timestamp, headers)
                : new OriginalRecord(key, value, timestamp, retried.headers(), Map.of());
    }

    @Override
    public byte @Nullable [] header(String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
