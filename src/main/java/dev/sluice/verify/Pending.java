package dev.sluice.verify;

import dev.sluice.contract.BatchReplay;
import dev.sluice.contract.Changelogs;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.RetryReplay;
import dev.sluice.contract.SourcePosition;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.TopicReader;
import dev.sluice.kafka.UnusableException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that the service has read and not brought to an end: those in batches, and those that wait for a retry.
 *
 * <p>They are read from three topics, one after the other, while the service may run. A record moves from the retry topic
 * to the retry store, from there back or to a batch, and then to its end. Read in this direction, no record is missed.
 * Read against it, none is met twice. A waiting record takes some 150 bytes, a batch some 300 and 16 more for each range
 * of its offsets.
 */
final class Pending {

    /** Receives the sources of pending records. By default all of them are received as batched. */
    @FunctionalInterface
    interface Sink {
        void batched(String place, String topic, int partition, long first, long last);

        default void waitingInStore(String place, SourcePosition source) {
            batched(place, source.topic(), source.partition(), source.offset(), source.offset());
        }

        default void waitingInTopic(String place, SourcePosition source) {
            waitingInStore(place, source);
        }
    }

    private final TopicReader reader;
    private final String applicationId;
    private final List<TopicPartition> retryPartitions;
    private final List<TopicPartition> retryChangelog;
    private final List<TopicPartition> batchChangelog;

    private final Map<TopicPartition, BatchReplay> batches = new HashMap<>();
    private final Map<TopicPartition, RetryReplay> stores = new HashMap<>();

    /** Records of the retry topic that the service had not read when last asked, by partition and offset there. */
    private final Map<TopicPartition, TreeMap<Long, SourcePosition>> unread = new HashMap<>();

    Pending(TopicReader reader, VerifyTarget target) throws AccessException, InterruptedException {
        this.reader = reader;
        applicationId = target.applicationId();
        retryPartitions = reader.topics().partitions(target.topics().retries());
        retryChangelog = reader.topics().partitions(Changelogs.retries(applicationId));
        batchChangelog = reader.topics().partitions(Changelogs.blocks(applicationId));
    }

    /** Reads in the direction of the moves: each record that is pending now is met at least once. */
    void readDownstream() throws AccessException, InterruptedException {
        reader.topics().committed(applicationId, retryPartitions).forEach(reader::seek);
        readRetryTopic();
        readRetryStores();
        readRetryTopic(); // what has come back since
        readBatches();
    }

    /** Reads on against the direction of the moves: no record is met in a place that it has left. */
    void readUpstream() throws AccessException, InterruptedException {
        readBatches();
        readRetryStores();
        readRetryTopic();
        forgetWhatIsRead();
    }

    private void readBatches() throws AccessException, InterruptedException {
        reader.readOn(
                batchChangelog,
                consumed -> replay(
                        consumed, batches.computeIfAbsent(partition(consumed), partition -> new BatchReplay())::apply));
    }

    private void readRetryStores() throws AccessException, InterruptedException {
        reader.readOn(
                retryChangelog,
                consumed -> replay(
                        consumed, stores.computeIfAbsent(partition(consumed), partition -> new RetryReplay())::apply));
    }

    private static void replay(ConsumerRecord<byte[], byte[]> consumed, BiConsumer<byte[], byte[]> store)
            throws AccessException {
        try {
            store.accept(consumed.key(), consumed.value());
        } catch (RuntimeException e) {
            throw new UnusableException(
                    "this Sluice cannot read the changelog " + partition(consumed) + " at offset " + consumed.offset()
                            + ": " + e.getMessage(),
                    e);
        }
    }

    private void readRetryTopic() throws AccessException, InterruptedException {
        reader.readOn(retryPartitions, consumed -> {
            SourcePosition source = FailureHeaders.source(consumed.headers());
            if (source != null) {
                unread.computeIfAbsent(partition(consumed), partition -> new TreeMap<>())
                        .put(consumed.offset(), source);
            }
        });
    }

    private void forgetWhatIsRead() throws AccessException, InterruptedException {
        reader.topics()
                .committed(applicationId, retryPartitions)
                .forEach((partition, position) -> unread.getOrDefault(partition, new TreeMap<>())
                        .headMap(position)
                        .clear());
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> consumed) {
        return new TopicPartition(consumed.topic(), consumed.partition());
    }

    void forEach(Sink sink) {
        batches.forEach((partition, replay) -> replay.forEach((batch, offsets) -> {
            String place = "batch " + batch.sequence() + " of " + partition;
            offsets.byPartition().forEach((source, ranges) -> {
                for (int i = 0; i < ranges.size(); i++) {
                    sink.batched(place, batch.origin().topic(), source, ranges.first(i), ranges.last(i));
                }
            });
        }));
        stores.forEach((partition, replay) ->
                replay.forEach(source -> sink.waitingInStore("waiting for a retry in " + partition, source)));
        unread.forEach((partition, sources) ->
                sources.forEach((offset, source) -> sink.waitingInTopic("retry " + partition + "@" + offset, source)));
    }

    /** The object keys of sealed batches. */
    Set<String> sealedKeys() {
        Set<String> keys = new HashSet<>();
        batches.values()
                .forEach(replay -> replay.forEach((batch, offsets) -> {
                    if (batch.isSealed()) {
                        keys.add(batch.key().toString());
                    }
                }));
        return keys;
    }
}
