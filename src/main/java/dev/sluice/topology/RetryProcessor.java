package dev.sluice.topology;

import dev.sluice.contract.Changelogs;
import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.StoredRecord;
import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;
import dev.sluice.kstreams.PollBatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Holds each record of the retry topic until it is due, in a store that is ordered by due time; so a record with a
 * long delay never holds up one with a short delay, and no thread waits.
 */
final class RetryProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String STORE = Changelogs.RETRIES;

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** So that records that become due together leave the thread to others in between, whatever one of them costs. */
    static final Duration MAX_TIME_A_PUNCTUATION = Duration.ofMillis(100);

    private final Task.Factory tasks;
    private final MessageLimits limits;
    private final LongSupplier nanoTime;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> waiting;
    private Task task;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    RetryProcessor(Task.Factory tasks, MessageLimits limits, LongSupplier nanoTime) {
        this.tasks = tasks;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
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
        Headers headers = polled.headers();
        long timestamp = FailureHeaders.timestampMillis(headers, ConsumedRecord.timestamp(polled));
        Record<byte[], byte[]> retry = new Record<>(polled.key(), polled.value(), timestamp, headers);
        if (FailureHeaders.source(headers) == null) {
            // Somebody else wrote to the retry topic: that is where this record's account begins.
            SourcePosition here = new SourcePosition(polled.topic(), polled.partition(), polled.offset());
            Failure none =
                    new Failure(FailureReason.LOOKUP_PENDING, "", "written to the retry topic by another program");
            FailureHeaders.write(retry.headers(), none, here, 0, context.currentSystemTimeMs());
        }
        long dueAtMillis = FailureHeaders.dueAtMillis(retry.headers());
        boolean fits = limits.allowRetry(retry.key(), retry.value(), retry.headers());
        if (dueAtMillis <= context.currentSystemTimeMs() || !fits) {
            // Not ours, or from before the limits shrank: the store's changelog would not take it, and the task not go
            // on.
            context.forward(retry);
        } else {
            waiting.put(key(dueAtMillis, polled.offset()), StoredRecord.encode(retry));
            task.counters().waiting();
        }
    }

    private void forwardDue(long nowMillis) {
        try (KeyValueIterator<Bytes, byte[]> due = waiting.range(key(0, 0), key(nowMillis, Long.MAX_VALUE))) {
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
                context.forward(StoredRecord.decode(entry.value));
            } while (due.hasNext() && nanoTime.getAsLong() - startNanos < MAX_TIME_A_PUNCTUATION.toNanos());
        }
    }

    @Override
    public void close() {
        task.end();
    }

    /** Sorts by due time; the offset in the retry topic keeps records apart that are due together. */
    private static Bytes key(long dueAtMillis, long offset) {
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(dueAtMillis)
                .putLong(offset)
                .array());
    }
}
