package dev.sluice.deadletters;

import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.Replays;
import dev.sluice.contract.SourcePosition;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it goes back: key, value, timestamp and own headers as they came, and how often it was replayed.
 */
final class ReplayedRecord {

    /** The producer writes the time. */
    private static final @Nullable Long NOW = null;

    private ReplayedRecord() {}

    /**
     * For the retry topic. The headers keep the source position and the timestamp: by Kafka's timestamp, an old record
     * would be deleted before it is read. Attempts are counted anew, so that the record has all its retries again. The
     * partition is the one that the service itself would choose.
     */
    static ProducerRecord<byte[], byte[]> forRetry(
            DeadLetterRecord letter, SourcePosition source, String topic, int partitions) {
        Headers headers = FailureHeaders.write(
                FailedRecord.untried(source, replayed(letter, letter.original().headers())));
        return record(letter, topic, source.partition() % partitions, NOW, headers);
    }

    /** For the topic and partition that it came from. */
    static ProducerRecord<byte[], byte[]> forSource(DeadLetterRecord letter, SourcePosition source) {
        return record(
                letter,
                source.topic(),
                source.partition(),
                letter.timestampMillis(),
                replayed(letter, letter.original().ownHeaders()).headers());
    }

    private static OriginalRecord replayed(DeadLetterRecord letter, Headers carried) {
        Headers headers =
                FailureHeaders.writeReplay(carried, new Replays(letter.replays().count() + 1, letter.place()));
        return new OriginalRecord(letter.key(), letter.value(), letter.timestampMillis(), headers, Map.of());
    }

    private static ProducerRecord<byte[], byte[]> record(
            DeadLetterRecord letter, String topic, int partition, @Nullable Long timestamp, Headers headers) {
        return new ProducerRecord<>(topic, partition, timestamp, letter.key(), letter.value(), headers);
    }
}
