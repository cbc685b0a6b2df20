package dev.sluice.contract;

import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.TopicReader;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the manifest topic, as far as it is committed, as typed entries.
 *
 * <p>Not thread-safe; neither is the {@link TopicReader}, whose position in the manifest's partitions is this reader's.
 */
public final class ManifestReader {

    private final TopicReader reader;
    private final List<TopicPartition> partitions;

    /** Where an entry stands in the manifest topic. */
    public record Position(TopicPartition partition, long offset) {

        /** {@code TOPIC-PARTITION@OFFSET}. */
        @Override
        public String toString() {
            return partition + "@" + offset;
        }
    }

    /** Receives what is read, in order within each partition. */
    public interface Sink {

        void object(Position position, LandedObject object) throws AccessException, InterruptedException;

        void gap(Position position, Gap gap) throws AccessException, InterruptedException;

        /** An entry that a later version wrote: to be counted, and passed over. */
        void unknown(Position position, UnknownEntry unknown) throws AccessException, InterruptedException;

        /**
         * A record is none of Sluice's entries, or one that this version cannot read.
         *
         * @param problem why, after "it": {@code it has no value}
         */
        void undecodable(Position position, String problem) throws AccessException, InterruptedException;
    }

    private interface Delivery {
        void make() throws AccessException, InterruptedException;
    }

    /** A reader of these partitions, from their beginning on. */
    public ManifestReader(TopicReader reader, Collection<TopicPartition> partitions) {
        this.reader = reader;
        this.partitions = List.copyOf(partitions);
    }

    /** Reads from where the last call ended up to where the topic ends now. Open transactions are waited for. */
    public void readOn(Sink sink) throws AccessException, InterruptedException {
        reader.readOn(partitions, consumed -> {
            Position position =
                    new Position(new TopicPartition(consumed.topic(), consumed.partition()), consumed.offset());
            ManifestEntry entry;
            try {
                entry = ManifestEntry.decode(consumed.value());
            } catch (IllegalArgumentException e) {
                sink.undecodable(position, String.valueOf(e.getMessage()));
                return;
            }
            Delivery delivery = entry.match(
                    object -> () -> sink.object(position, object),
                    gap -> () -> sink.gap(position, gap),
                    unknown -> () -> sink.unknown(position, unknown));
            delivery.make();
        });
    }

    /** The next {@link #readOn} begins at the topic's beginning again. */
    public void rewind() {
        partitions.forEach(partition -> reader.seek(partition, 0));
    }
}
