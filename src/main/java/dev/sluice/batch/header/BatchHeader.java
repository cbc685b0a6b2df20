package dev.sluice.batch.header;

import org.jspecify.annotations.Nullable;

/**
 * What the block store knows of one batch, beside its chunks and the entries of its offset index.
 *
 * @param sequence the batch's number in its store, and its chunks' key there
 * @param key the object's key
 * @param origin what its records have in common
 * @param openedAtMillis when the first record came, wall clock, milliseconds since the epoch
 * @param seal why and when it was sealed, or null while it is open
 */
public record BatchHeader(
        long sequence,
        ObjectKey key,
        Origin origin,
        FormatId format,
        long openedAtMillis,
        Content content,
        @Nullable Seal seal) {

    /**
     * The moment at which a batch's content and key were fixed.
     *
     * @param atMillis wall clock, milliseconds since the epoch
     */
    public record Seal(SealReason reason, long atMillis) {}

    public boolean isSealed() {
        return seal != null;
    }

    public Seal sealed() {
        if (seal == null) {
            throw new IllegalStateException("batch " + sequence + " is still open");
        }
        return seal;
    }

    /** Kafka records of the batch. */
    public long records() {
        return content.records();
    }

    /** Bytes of the batch. */
    public long bytes() {
        return content.blocks().bytes();
    }

    /** The same batch under another object key. */
    public BatchHeader withKey(ObjectKey otherKey) {
        return new BatchHeader(sequence, otherKey, origin, format, openedAtMillis, content, seal);
    }
}
