package dev.sluice.topology;

/**
 * Whether a task may act by itself, in a punctuation, or must wait until a record has come to it.
 *
 * <p>A process that was frozen may have lost its tasks without knowing. What keeps it from committing is its group,
 * which refuses the offsets in its transaction. But a transaction has offsets only of tasks that have consumed a record
 * since they were initialised (Kafka Streams 4.4.0, {@code StreamTask.committableOffsetsAndMetadata}), and one without
 * offsets commits unasked. So before its first record a task changes nothing. If it has something to do and none comes,
 * it sends itself one, by the retry topic: a {@link WakeUpRecord}.
 */
final class FirstRecordGate {

    private boolean hasConsumed;
    private boolean isWanted;

    /** A record of one of the task's topics has come. */
    void consumed() {
        hasConsumed = true;
    }

    /** Whether the task's next commit names offsets; before that the task may not act by itself. */
    boolean hasConsumed() {
        return hasConsumed;
    }

    /** A processor has something to do, and waits for a record. */
    void wantRecord() {
        isWanted = true;
    }

    /** Whether a processor waits for a record. */
    boolean isWanted() {
        return isWanted && !hasConsumed;
    }
}
