package dev.sluice.writer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come, as keys with values: what has been replayed, or which part of a source has been read. They
 * are stored in a compacted topic, in the Kafka transaction of the records that they stand for.
 */
public interface Positions {

    /** One position: of each key, the value that was stored last counts. */
    record Position(byte[] key, byte[] value) {}

    /**
     * Takes up a stored position, also older ones of the same key, in the order in which they were stored.
     *
     * @throws IllegalArgumentException if it is none
     */
    void restore(byte @Nullable [] key, byte @Nullable [] value);

    /** The positions that have changed since this was called last. */
    List<Position> takeChanges();
}
