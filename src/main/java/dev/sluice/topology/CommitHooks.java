package dev.sluice.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Tells a task's processor that the task is about to commit, which Kafka Streams has no public callback for.
 *
 * <p>A cached store's dirty entries are written through to the inner store while a commit is prepared, before the
 * producer is flushed. So a processor that changed something puts a marker into such a store, and the write-through,
 * which ends in {@link CommitHookStore}, is the hook. The store keeps nothing and has no changelog.
 *
 * <p>An entry is written through as well when the cache is too small to keep it. That is no commit, and it happens
 * inside a {@code put} of a marker, this task's or another's on the same thread: a flag around the {@code put} tells.
 */
final class CommitHooks {

    static final String STORE = "commit-hook";

    private static final Bytes MARKER = Bytes.wrap(new byte[] {0});
    private static final byte[] NOTHING = {};

    /** A processor that wants to know. */
    interface Listener {

        /** Put everything that is in memory into the stores: it is about to be committed, or the marker is lost. */
        void writtenThrough();

        /**
         * A commit follows {@link #writtenThrough()}. When the task processes or punctuates again, the commit has
         * succeeded: under exactly-once a task whose commit failed is closed, and initialised anew. ({@code
         * TaskExecutor} knows a commit's tasks by their offsets; a {@link TaskFence} sees to it that there are some.)
         * Until then nothing outside the task may change, for a task that is closed dirty comes here too, and does not
         * commit.
         */
        void commitFollows();
    }

    private final Map<TaskId, Listener> listeners = new ConcurrentHashMap<>();
    private final ThreadLocal<Boolean> marking = ThreadLocal.withInitial(() -> false);

    StoreBuilder<KeyValueStore<Bytes, byte[]>> storeBuilder() {
        KeyValueBytesStoreSupplier supplier = new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return STORE;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new CommitHookStore(STORE, CommitHooks.this::writtenThrough);
            }

            @Override
            public String metricsScope() {
                return STORE;
            }
        };
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingDisabled();
    }

    void register(TaskId task, Listener listener) {
        listeners.put(task, listener);
    }

    void unregister(TaskId task, Listener listener) {
        listeners.remove(task, listener);
    }

    /** Has the hook called at the next commit; {@code store} is the task's store of {@link #storeBuilder()}. */
    void mark(KeyValueStore<Bytes, byte[]> store) {
        marking.set(true);
        try {
            store.put(MARKER, NOTHING);
        } finally {
            marking.set(false);
        }
    }

    private void writtenThrough(TaskId task) {
        Listener listener = listeners.get(task);
        if (listener == null) {
            return; // a task that closes before it was initialised
        }
        listener.writtenThrough();
        if (!marking.get()) {
            listener.commitFollows();
        }
    }
}
