package dev.sluice.topology;

import dev.sluice.batch.BatchLifecycle;
import dev.sluice.kstreams.CommitHooks;
import dev.sluice.kstreams.TaskMemory;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.topology.TaskRegistry.TaskState;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * One life of a task, which its processors share: made in the first one's {@code init}, ended in the first one's {@code
 * close}. It owns what is neither stored nor longer than the life: the gate, the counters, the hook of its commits.
 */
final class Task implements CommitHooks.Listener {

    static final String STORE = "task";

    private final ProcessorContext<?, ?> context;
    private final TaskId id;
    private final TaskMemory<Task> memory;
    private final TaskRegistry registry;
    private final CommitHooks.Hook hook;
    private final FirstRecordGate gate = new FirstRecordGate();
    private final TransactionalCounters counters;
    private @Nullable BatchLifecycle batches;
    private boolean hasEnded;

    private Task(ProcessorContext<?, ?> context, TaskMemory<Task> memory, Factory factory) {
        this.context = context;
        this.memory = memory;
        id = context.taskId();
        registry = factory.registry;
        hook = factory.hooks.register(context, this);
        counters = new TransactionalCounters(factory.metrics, registry, hook::mark);
    }

    /** Makes the tasks of a topology. */
    record Factory(CommitHooks hooks, SluiceMetrics metrics, TaskRegistry registry) {

        /** The present life of the context's task, which begins here if it has not begun. */
        Task of(ProcessorContext<?, ?> context) {
            TaskMemory<Task> memory = context.getStateStore(STORE);
            return memory.get(() -> new Task(context, memory, this));
        }
    }

    FirstRecordGate gate() {
        return gate;
    }

    TransactionalCounters counters() {
        return counters;
    }

    /** The batches of this life; from here on they go with the commits. */
    void owns(BatchLifecycle batches) {
        this.batches = batches;
        publish();
    }

    /** Has the next commit announced, for something changed. */
    void mark() {
        hook.mark();
    }

    /** A punctuation has done its work. */
    void punctuated() {
        if (counters.isAhead()) {
            hook.mark(); // an eviction without a commit took the marker of these counts
        }
        publish();
    }

    private void publish() {
        BatchLifecycle present = batches;
        if (present == null) {
            return;
        }
        registry.publish(
                id,
                new TaskState(
                        id.partition(),
                        present.openBatches(),
                        present.sealedBatches(),
                        counters.pendingRecords(),
                        counters.waitingRecords(),
                        present.storedBytes(),
                        present.oldestMillis()));
    }

    @Override
    public void writtenThrough() {
        if (batches != null) {
            batches.writeThrough();
        }
    }

    @Override
    public void commitFollows() {
        if (batches != null) {
            batches.commitFollows();
        }
        counters.commitFollows();
    }

    @Override
    public void committed() {
        counters.committed();
    }

    /** What this life did and has not committed is forgotten; the next one begins with what is stored. */
    void end() {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        hook.close();
        counters.forget();
        registry.remove(id);
        memory.forget(this);
    }
}
