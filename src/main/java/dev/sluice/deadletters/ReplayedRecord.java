package dev.sluice.deadletters;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.SourcePosition;
import dev.sluice.kstreams.KafkaHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it goes back: its key, value, timestamp and own headers as they came, and how often it was replayed.
 */
final class ReplayedRecord {

    /** The producer writes the time. */
    private static final @Nullable Long NOW = null;

    private ReplayedRecord() {}

    /**
     * For the retry topic. The headers keep the source position and the timestamp, for by Kafka's own an old record would
     * be deleted before it is read; attempts are counted anew, so that the record has all its retries before it again.
     * The partition is the one the service itself would choose.
     */
    static ProducerRecord<byte[], byte[]> forRetry(
            DeadLetterRecord letter, SourcePosition source, String topic, int partitions) {
        Headers headers = headers(letter);
        add(headers, FailureHeaders.TOPIC, source.topic());
        add(headers, FailureHeaders.PARTITION, Integer.toString(source.partition()));
        add(headers, FailureHeaders.OFFSET, Long.toString(source.offset()));
        FailureHeaders.writeTimestamp(headers, letter.timestampMillis());
        return record(letter, topic, source.partition() % partitions, NOW, headers);
    }

    /** For the topic and partition that it came from. */
    static ProducerRecord<byte[], byte[]> forSource(DeadLetterRecord letter, SourcePosition source) {
        return record(letter, source.topic(), source.partition(), letter.timestampMillis(), headers(letter));
    }

    private static Headers headers(DeadLetterRecord letter) {
        Headers headers = KafkaHeaders.of();
        letter.ownHeaders().forEach(header -> headers.add(header.name(), header.value()));
        add(headers, FailureHeaders.REPLAYS, Long.toString(letter.replays() + 1));
        add(headers, FailureHeaders.REPLAYED_FROM, letter.place());
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> record(
            DeadLetterRecord letter, String topic, int partition, @Nullable Long timestamp, Headers headers) {
        return new ProducerRecord<>(topic, partition, timestamp, letter.key(), letter.value(), headers);
    }
}
