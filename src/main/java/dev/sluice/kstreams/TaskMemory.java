package dev.sluice.kstreams;

import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the processors of one task share in memory, for one life of the task. It is a state store, without cache,
 * changelog or content, because Kafka Streams gives each task its own.
 *
 * <p>Kafka Streams keeps the store itself from one life of the task to the next, where the task is recycled to a standby
 * and back, or begins anew with wiped state ({@code StreamTask.prepareRecycle}, {@code revive}, 4.4.0). What the
 * processors share is made by the first one's {@code init}, and forgotten by the first one's {@code close}.
 */
public final class TaskMemory<T> implements StateStore {

    private final String name;
    private @Nullable T shared;
    private boolean open;

    private TaskMemory(String name) {
        this.name = name;
    }

    public static <T> StoreBuilder<TaskMemory<T>> builder(String name) {
        return new UnloggedStoreBuilder<>(name, () -> new TaskMemory<>(name));
    }

    /** What the processors share; whoever asks first in a life of the task makes it. */
    public T get(Supplier<T> maker) {
        T present = shared;
        if (present == null) {
            present = maker.get();
            shared = present;
        }
        return present;
    }

    /** The life that shared this has ended. */
    public void forget(T ended) {
        if (shared == ended) {
            shared = null;
        }
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public String name() {
        return name;
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
