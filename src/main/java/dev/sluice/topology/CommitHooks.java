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
 * <p>An entry is written through as well when it is evicted, and that is no commit. It happens inside a {@code put} of
 * the same task's marker, when the thread's cache is full ({@code ThreadCache.maybeEvict}, 4.4.0), or outside any, when
 * the cache shrinks because a thread is added ({@code ThreadCache.resize}). What tells is the cache: an evicted entry
 * has left it before it is written through, one that is flushed for a commit stays ({@code NamedCache.evict}, {@code
 * flush}).
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
         * TaskExecutor} knows a commit's tasks by their offsets; a {@link FirstRecordGate} sees to it that there are some.)
         * Until then nothing outside the task may change, for a task that is closed dirty comes here too, and does not
         * commit.
         */
        void commitFollows();
    }

    private final Map<TaskId, Registration> registrations = new ConcurrentHashMap<>();

    private record Registration(Listener listener, KeyValueStore<Bytes, byte[]> store) {}

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

    /** {@code store} is the task's store of {@link #storeBuilder()}, as its processors see it: with its cache. */
    void register(TaskId task, KeyValueStore<Bytes, byte[]> store, Listener listener) {
        registrations.put(task, new Registration(listener, store));
    }

    void unregister(TaskId task, Listener listener) {
        registrations.computeIfPresent(task, (id, registered) -> registered.listener == listener ? null : registered);
    }

    /** Has the hook called at the next commit; {@code store} is the one that was registered. */
    static void mark(KeyValueStore<Bytes, byte[]> store) {
        store.put(MARKER, NOTHING);
    }

    private void writtenThrough(TaskId task) {
        Registration registered = registrations.get(task);
        if (registered == null) {
            return; // a task that closes before it was initialised
        }
        boolean isEvicted = registered.store.get(MARKER) == null;
        registered.listener.writtenThrough();
        if (!isEvicted) {
            registered.listener.commitFollows();
        }
    }
}
