package dev.sluice.topology;

import dev.sluice.contract.Changelogs;
import dev.sluice.contract.FailedRecord;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.StoredRecord;
import dev.sluice.kstreams.PollBatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Holds each record of the retry topic until it is due. Its store is ordered by due time, so a record with a long backoff
 * never holds up one with a short backoff, and no thread waits.
 */
final class RetryProcessor implements Processor<byte[], byte[], byte[], FailedRecord> {

    static final String STORE = Changelogs.RETRIES;

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** Bounds the time one punctuation spends, so other tasks are not starved. */
    static final Duration MAX_TIME_A_PUNCTUATION = Duration.ofMillis(100);

    private final Task.Factory tasks;
    private final FailurePolicy failures;
    private final long longestDelayMillis;
    private final LongSupplier nanoTime;
    private ProcessorContext<byte[], FailedRecord> context;
    private KeyValueStore<Bytes, byte[]> waiting;
    private Task task;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    RetryProcessor(Task.Factory tasks, FailurePolicy failures, LongSupplier nanoTime) {
        this.tasks = tasks;
        this.failures = failures;
        longestDelayMillis = failures.retries().longestDelayMillis();
        this.nanoTime = nanoTime;
    }

    @Override
    public void init(ProcessorContext<byte[], FailedRecord> context) {
        if (task != null) {
            close();
        }
        this.context = context;
        task = tasks.of(context);
        waiting = context.getStateStore(STORE);
        task.counters().restoredWaiting(count());
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::forwardDue);
    }

    private long count() {
        long records = 0;
        try (KeyValueIterator<Bytes, byte[]> entries = waiting.all()) {
            while (entries.hasNext()) {
                entries.next();
                records++;
            }
        }
        return records;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        task.gate().consumed();
        PollBatch.forEachRecord(record, context, polled -> {
            if (!WakeUpRecord.is(polled)) {
                takeUp(polled);
            }
        });
    }

    private void takeUp(ConsumerRecord<byte[], byte[]> polled) {
        FailedRecord retry =
                FailureHeaders.read(polled.key(), polled.value(), ConsumedRecord.timestamp(polled), polled.headers());
        SourcePosition source = retry.source();
        if (source == null
                || source.partition() != polled.partition()
                || !failures.sources().include(source)) {
            forward(foreign(polled));
            return;
        }
        long nowMillis = context.currentSystemTimeMs();
        long dueAtMillis = Math.min(retry.attempts().dueAtMillis(), nowMillis + longestDelayMillis);
        Record<byte[], byte[]> stored = record(retry);
        boolean fits = failures.limits().allowRetry(stored.key(), stored.value(), stored.headers());
        if (dueAtMillis <= nowMillis || !fits) {
            // The store's changelog would not take one that is older than the limits, and the task not go on.
            forward(retry);
        } else {
            waiting.put(key(dueAtMillis, polled.offset()), StoredRecord.encode(stored));
            task.counters().waiting();
        }
    }

    /** A record that another program wrote. Nothing that it says is believed, and its place here is its source. */
    private static FailedRecord foreign(ConsumerRecord<byte[], byte[]> polled) {
        return FailedRecord.untried(
                new SourcePosition(polled.topic(), polled.partition(), polled.offset()),
                OriginalRecord.of(polled.key(), polled.value(), ConsumedRecord.timestamp(polled), polled.headers()));
    }

    private static Record<byte[], byte[]> record(FailedRecord retry) {
        OriginalRecord original = retry.original();
        return new Record<>(original.key(), original.value(), original.timestampMillis(), FailureHeaders.write(retry));
    }

    private void forward(FailedRecord retry) {
        context.forward(new Record<>(null, retry, retry.original().timestampMillis()));
    }

    private void forwardDue(long nowMillis) {
        forward(key(0, 0), key(nowMillis, Long.MAX_VALUE));
        // A clock that was ahead gave those a due time that the longest backoff does not reach.
        forward(key(nowMillis + longestDelayMillis + 1, 0), key(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private void forward(Bytes from, Bytes to) {
        try (KeyValueIterator<Bytes, byte[]> due = waiting.range(from, to)) {
            if (!due.hasNext()) {
                return;
            }
            if (!task.gate().hasConsumed()) {
                task.gate().wantRecord();
                return;
            }
            long startNanos = nanoTime.getAsLong();
            do {
                KeyValue<Bytes, byte[]> entry = due.next();
                waiting.put(entry.key, null); // delete would read the record once more
                task.counters().waited();
                Record<byte[], byte[]> stored = StoredRecord.decode(entry.value);
                forward(FailureHeaders.read(stored.key(), stored.value(), stored.timestamp(), stored.headers()));
            } while (due.hasNext() && nanoTime.getAsLong() - startNanos < MAX_TIME_A_PUNCTUATION.toNanos());
        }
    }

    @Override
    public void close() {
        task.end();
    }

    /** Sorts by due time, then by the offset in the retry topic. */
    private static Bytes key(long dueAtMillis, long offset) {
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(dueAtMillis)
                .putLong(offset)
                .array());
    }
}
