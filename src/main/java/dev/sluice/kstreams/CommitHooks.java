package dev.sluice.kstreams;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Callbacks around the commits of a task, which Kafka Streams has no public ones for: a commit is about to be made, and
 * it has succeeded.
 *
 * <p>A cached store's dirty entries are written through to the inner store while a commit is prepared, before the
 * producer is flushed. So whoever changed something puts a marker into such a store, and the write-through, which ends
 * in {@link CommitHookStore}, is the hook. The store keeps nothing and has no changelog. That the commit has succeeded,
 * the thread's producer tells ({@link GuardedClients}).
 *
 * <p>An entry is written through as well when it is evicted, and that is no commit. It happens inside a {@code put} of
 * the same task's marker, when the thread's cache is full ({@code ThreadCache.maybeEvict}, 4.4.0), or outside any, when
 * the cache shrinks because a thread is added ({@code ThreadCache.resize}). What tells is the cache: an evicted entry
 * has left it before it is written through, one that is flushed for a commit stays ({@code NamedCache.evict}, {@code
 * flush}).
 */
public final class CommitHooks {

    public static final String STORE = "commit-hook";

    private static final Bytes MARKER = Bytes.wrap(new byte[] {0});
    private static final byte[] NOTHING = {};

    /** The listeners of the stream thread whose tasks go with the transaction that it commits next. */
    private static final ThreadLocal<Set<Listener>> COMMITTING = ThreadLocal.withInitial(HashSet::new);

    private final Map<TaskId, Hook> hooks = new ConcurrentHashMap<>();

    /** One life of a task, which follows its commits. */
    public interface Listener {

        /** Put everything that is in memory into the stores: it is about to be committed, or the marker is lost. */
        void writtenThrough();

        /**
         * A commit follows {@link #writtenThrough()}. When the task processes or punctuates again, the commit has
         * succeeded: under exactly-once a task whose commit failed is closed, and initialised anew. ({@code
         * TaskExecutor} knows a commit's tasks by their offsets; a task must have consumed a record before it changes
         * anything.) Until then nothing outside the task may change, for a task that is closed dirty comes here too,
         * and does not commit.
         */
        void commitFollows();

        /** The commit has succeeded. Not called when its answer never came. */
        void committed();
    }

    /** The hook of one task's life, until it is closed; it belongs to the task's thread. */
    public final class Hook implements AutoCloseable {

        private final TaskId task;
        private final Listener listener;
        private final KeyValueStore<Bytes, byte[]> store;
        private boolean isMarked;

        private Hook(TaskId task, Listener listener, KeyValueStore<Bytes, byte[]> store) {
            this.task = task;
            this.listener = listener;
            this.store = store;
        }

        /** Has the listener called at the next commit. */
        public void mark() {
            if (!isMarked) {
                isMarked = true; // first, for an eviction inside put() takes it back
                store.put(MARKER, NOTHING);
            }
        }

        private void writtenThrough() {
            boolean isEvicted = store.get(MARKER) == null;
            isMarked = false;
            listener.writtenThrough();
            if (!isEvicted) {
                listener.commitFollows();
                COMMITTING.get().add(listener);
            }
        }

        @Override
        public void close() {
            hooks.remove(task, this);
            COMMITTING.get().remove(listener);
        }
    }

    /** Builds the store behind the hooks, to be connected to whoever calls {@link #register}. */
    public StoreBuilder<KeyValueStore<Bytes, byte[]>> storeBuilder() {
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

    /** Hooks the listener to the commits of the context's task, in place of the one before. */
    public Hook register(ProcessorContext<?, ?> context, Listener listener) {
        Hook hook = new Hook(context.taskId(), listener, context.getStateStore(STORE));
        hooks.put(context.taskId(), hook);
        return hook;
    }

    /** The task's marker is written through. */
    void writtenThrough(TaskId task) {
        Hook hook = hooks.get(task);
        if (hook != null) { // else a task that closes before it was initialised
            hook.writtenThrough();
        }
    }

    /** The calling stream thread has committed its transaction. */
    public static void transactionCommitted() {
        Set<Listener> listeners = COMMITTING.get();
        listeners.forEach(Listener::committed);
        listeners.clear();
    }
}
