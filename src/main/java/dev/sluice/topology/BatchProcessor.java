package dev.sluice.topology;

import dev.sluice.batch.BatchEffects;
import dev.sluice.batch.BatchEnvironment;
import dev.sluice.batch.BatchLifecycle;
import dev.sluice.batch.BatchNames;
import dev.sluice.batch.BlockStore;
import dev.sluice.batch.UploadedObject;
import dev.sluice.batch.header.SourceOffsets;
import dev.sluice.contract.Changelogs;
import dev.sluice.contract.LandedObject;
import dev.sluice.format.ObjectFormats;
import dev.sluice.log.LogFields;
import dev.sluice.objectstore.Uploader;
import dev.sluice.topology.Outcome.Converted;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches the converted records of one task: the {@link BatchLifecycle} in Kafka Streams, to which it hands records, time
 * and, through the {@link Task}, commits.
 *
 * <p>Transactions are those of {@code exactly_once_v2}: one that fails takes the offsets back with all else. A zombie,
 * whose task another process has by now, commits nothing: the group refuses the offsets in its transaction, and {@link
 * FirstRecordGate} keeps the task from acting before there are any. Its upload is a conditional PUT of committed bytes,
 * which finds the key free, or the same object there.
 */
final class BatchProcessor implements Processor<byte[], Outcome, String, byte[]> {

    static final String STORE = Changelogs.BLOCKS;

    private static final Logger LOG = LoggerFactory.getLogger(BatchProcessor.class);

    /** What a batch waits for, half of it on average, at each step from its commit to its landing. */
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Task.Factory tasks;
    private final BatchEnvironment environment;
    private final String bucket;
    private final Uploader uploader;

    // All state below belongs to one life of the task; init() makes it anew, for Kafka Streams calls it again on the
    // same object when it has wiped a corrupted task.
    private ProcessorContext<String, byte[]> context;
    private Task task;
    private TaskUploads uploads;
    private BatchLifecycle batches;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    BatchProcessor(Task.Factory tasks, BatchEnvironment environment, String bucket, Uploader uploader) {
        this.tasks = tasks;
        this.environment = environment;
        this.bucket = bucket;
        this.uploader = uploader;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        if (task != null) {
            close();
        }
        this.context = context;
        task = tasks.of(context);
        BlockStore store = new BlockStore(new StateStoreBytes(context.getStateStore(STORE)));
        BatchNames names = new BatchNames(
                store,
                environment.settings().objectPrefix(),
                context.taskId().partition(),
                ObjectFormats.AVRO.extension());
        uploads = new TaskUploads(context.applicationId(), store, uploader, environment.backlog());
        batches = new BatchLifecycle(
                environment, names, store, uploads, task.counters(), new Effects(), context.currentSystemTimeMs());
        task.owns(batches);
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
    }

    @Override
    public void process(Record<byte[], Outcome> record) {
        if (!(record.value() instanceof Converted converted)) {
            throw new IllegalStateException("only converted records go to the batches");
        }
        batches.append(converted, context.currentSystemTimeMs());
    }

    private void punctuate(long nowMillis) {
        boolean mayAct = task.gate().hasConsumed();
        batches.tick(nowMillis, mayAct);
        if (!mayAct && !batches.isEmpty()) {
            task.gate().wantRecord();
        }
        if (batches.wantsCommit(nowMillis)) {
            context.commit();
        }
        task.punctuated();
    }

    private final class Effects implements BatchEffects {

        @Override
        public void changed() {
            task.mark();
        }

        @Override
        public void landed(UploadedObject object, SourceOffsets offsets, long nowMillis) {
            LandedObject entry = LandedObject.of(bucket, object, offsets);
            context.forward(new Record<>(entry.recordKey(), entry.encode(), nowMillis));
        }

        @Override
        public void tooManyOpen(int bound) {
            LOG.atWarn()
                    .addKeyValue(LogFields.TASK, context.taskId())
                    .addKeyValue(LogFields.LIMIT, bound)
                    .log("More batches are open than the limit, so the oldest are sealed early, and objects get small;"
                            + " look for event times that should not be, make the pattern of the folders coarser, or"
                            + " raise the limit, at a kilobyte of heap each");
        }
    }

    @Override
    public void close() {
        task.end();
        uploads.close();
        batches.close();
    }
}
