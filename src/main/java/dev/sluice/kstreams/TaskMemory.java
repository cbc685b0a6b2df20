package dev.sluice.kstreams;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/**
 * What the processors of one task share in memory. It is a state store, without cache, changelog or content, because
 * Kafka Streams gives each task its own.
 */
public abstract class TaskMemory implements StateStore {

    private final String name;
    private boolean open;

    protected TaskMemory(String name) {
        this.name = name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean persistent() {
        return false;
    }

    @Override
    public final boolean isOpen() {
        return open;
    }

    @Override
    public final void close() {
        open = false;
    }
}
