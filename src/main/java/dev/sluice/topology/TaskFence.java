package dev.sluice.topology;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/**
 * Whether a task may act by itself, in a punctuation, or must wait until a record has come to it.
 *
 * <p>A process that was frozen may have lost its tasks without knowing. What keeps it from committing is its group,
 * which refuses the offsets in its transaction. But a transaction has offsets only of tasks that have consumed a record
 * since they were initialised (Kafka Streams 4.3.1, {@code StreamTask.committableOffsetsAndMetadata}), and one without
 * offsets commits unasked. So before its first record a task changes nothing. If it has something to do and none comes,
 * it sends itself one, by the retry topic: a {@link Knock}.
 *
 * <p>It is a state store, without content, because Kafka Streams gives each task one, which the task's processors
 * share.
 */
final class TaskFence implements StateStore {

    static final String STORE = "fence";

    private boolean hasConsumed;
    private boolean isWanted;
    private boolean open;

    /**
     * The task begins a life; its processors tell, for a task that was a standby meanwhile has its stores left as they
     * were.
     */
    void begin() {
        hasConsumed = false;
        isWanted = false;
    }

    /** A record of one of the task's topics has come. */
    void consumed() {
        hasConsumed = true;
    }

    /** Whether the task's next commit names offsets; if not, it soon will. */
    boolean holds() {
        isWanted |= !hasConsumed;
        return hasConsumed;
    }

    /** Whether a processor waits for a record. */
    boolean isWanted() {
        return isWanted && !hasConsumed;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public String name() {
        return STORE;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
