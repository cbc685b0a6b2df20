package dev.sluice.batch.header;

import java.util.Locale;

/** Why a batch was sealed. */
public enum SealReason {
    /** It reached the rotation policy's records. */
    RECORDS,
    /** It reached the rotation policy's bytes. */
    BYTES,
    /** It reached the rotation policy's age. */
    AGE,
    /** The block stores hold more than the backlog's bound: the largest batches leave early. */
    BACKLOG,
    /** More batches are open than the bound on their number: the oldest leave early. */
    OPEN_BATCHES,
    /** Its source offsets fall into so many ranges that the manifest record would outgrow a Kafka message. */
    OFFSET_RANGES;

    /** The name in the manifest and in metric labels. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
