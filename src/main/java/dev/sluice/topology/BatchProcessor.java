package dev.sluice.topology;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.BatchHeader;
import dev.sluice.batch.BlockCompressor;
import dev.sluice.batch.FileFormat;
import dev.sluice.batch.HeapBudget;
import dev.sluice.batch.OpenBatch;
import dev.sluice.batch.OpenBatches;
import dev.sluice.batch.PartitionPaths;
import dev.sluice.batch.SealReason;
import dev.sluice.failure.SourcePosition;
import dev.sluice.objectstore.Uploader;
import dev.sluice.topology.Outcome.Converted;
import dev.sluice.topology.TaskRegistry.TaskState;
import dev.sluice.topology.TaskUploads.Uploaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches one task's converted records and sees each batch through: open, sealed, uploaded, landed.
 *
 * <p>The order of these steps is the guarantee. An object's content and key are committed in Kafka before anything is
 * uploaded, so that whoever uploads it, now or after a crash, writes the same bytes under the same key:
 *
 * <ol>
 *   <li>{@link #process} appends to an open batch. A full block goes to the block store at once.
 *   <li>{@link #writtenThrough} puts every other open block there, just before the commit; so the consumed offsets and
 *       the records they stand for commit together.
 *   <li>{@link #seal} fixes a batch that is due, in the block store too.
 *   <li>{@link #commitFollows} remembers which seals the commit takes along. The punctuation after it knows that the
 *       commit has succeeded (see {@link #submitCommitted}), and only then hands them to the uploader.
 *   <li>{@link #land}, in a later transaction: the chunks go and the manifest record comes, or neither.
 * </ol>
 *
 * <p>Transactions are those of {@code exactly_once_v2}: one that fails takes the offsets back with all else. A zombie,
 * whose task another process has by now, commits nothing: the group refuses the offsets in its transaction, and {@link
 * FirstRecordGate} keeps the task from acting before there are any. Its upload is a conditional PUT of committed bytes, which
 * finds the key free, or the same object there.
 */
final class BatchProcessor implements Processor<byte[], Outcome, String, byte[]>, CommitHooks.Listener {

    static final String STORE = "blocks";

    private static final Logger LOG = LoggerFactory.getLogger(BatchProcessor.class);

    /** What a batch waits for, half of it on average, at each step from its commit to its landing. */
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** A task that has had no record for its batches for so long is idle. */
    private static final long IDLE_MILLIS = 500;

    /**
     * A landing reads its object's chunks again. After an outage gigabytes may wait for it; all at once they could take
     * longer than the transaction may, each time anew.
     */
    private static final long MAX_BYTES_LANDED_A_PUNCTUATION = 64 * 1024 * 1024;

    private final BatchSettings settings;
    private final FileFormat format;
    private final int blockBytes;
    private final String bucket;
    private final LookupProgress lookups;
    private final CommitHooks hooks;
    private final HeapBudget heap;
    private final Backlog backlog;
    private final Uploader uploader;
    private final TaskRegistry board;

    // All state below belongs to one life of the task; init() makes it anew, for Kafka Streams calls it again on the
    // same object when it has wiped a corrupted task.
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<Bytes, byte[]> hookStore;
    private BlockStore store;
    private TransactionalCounters tally;
    private FirstRecordGate fence;
    private TaskUploads uploads;
    private BlockCompressor compressor;
    private PartitionPaths paths;
    private BatchNames names;
    private OpenBatches open;

    /** Sealed since the last commit was prepared. */
    private List<BatchHeader> sealed;

    /** Sealed, and part of a commit that was prepared; committed as soon as we are called again. */
    private List<BatchHeader> committing;

    /** When the first record came to each batch that has not landed, by sequence; so the first is the oldest. */
    private SortedMap<Long, Long> openedAtMillis;

    private boolean isMarked;

    /** A batch was sealed or has landed since the last commit, and waits for the next to get on. */
    private boolean wantsCommit;

    private long busyUntilMillis;

    private boolean hasWarned;
    private long storedBytes;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    BatchProcessor(
            BatchSettings settings,
            FileFormat format,
            String bucket,
            LookupProgress lookups,
            CommitHooks hooks,
            HeapBudget heap,
            Backlog backlog,
            Uploader uploader,
            TaskRegistry board) {
        this.settings = settings;
        this.format = format;
        this.blockBytes =
                (int) Math.min(settings.blockBytes(), settings.rotation().maxBytes());
        this.bucket = bucket;
        this.lookups = lookups;
        this.hooks = hooks;
        this.heap = heap;
        this.backlog = backlog;
        this.uploader = uploader;
        this.board = board;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        if (uploads != null) {
            close();
        }
        this.context = context;
        hookStore = context.getStateStore(CommitHooks.STORE);
        store = new BlockStore(context.getStateStore(STORE));
        tally = context.getStateStore(TransactionalCounters.STORE);
        tally.begin(this::mark);
        fence = context.getStateStore(FirstRecordGate.STORE);
        fence.begin();
        names = new BatchNames(store, settings.objectPrefix(), context.taskId().partition());
        uploads = new TaskUploads(context.applicationId(), store, uploader, backlog);
        compressor = new BlockCompressor(format.codec());
        paths = new PartitionPaths(settings.pathPattern(), settings.pathZone());
        open = new OpenBatches(format, blockBytes, compressor, lookups::offsets, heap, backlog, this::putChunk);
        sealed = new ArrayList<>();
        committing = new ArrayList<>();
        openedAtMillis = new TreeMap<>();
        isMarked = false;
        wantsCommit = false;
        busyUntilMillis = 0;
        hasWarned = false;
        restore();
        publish();
        hooks.register(context.taskId(), hookStore, this);
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
    }

    private void restore() {
        for (BatchHeader batch : store.headers()) {
            tally.restored(batch.records());
            addStored(batch.bytes());
            openedAtMillis.put(batch.sequence(), batch.openedAtMillis());
            if (batch.isSealed()) {
                uploads.submit(batch); // what is restored is committed
            } else {
                open.add(new OpenBatch(batch));
            }
        }
    }

    @Override
    public void process(Record<byte[], Outcome> record) {
        if (!(record.value() instanceof Converted converted)) {
            throw new IllegalStateException("only converted records go to the batches");
        }
        SourcePosition source = converted.source();
        long nowMillis = context.currentSystemTimeMs();
        busyUntilMillis = nowMillis + IDLE_MILLIS;
        OpenBatch batch = openBatch(source.topic(), paths.path(converted.eventTimeMillis()), nowMillis);
        open.append(
                batch,
                converted.bytes(),
                converted.length(),
                source.partition(),
                source.offset(),
                converted.eventTimeMillis());
        tally.converted();
        SealReason due = batch.due(settings.rotation(), nowMillis);
        if (due != null) {
            seal(batch, due, nowMillis);
        }
        open.keepHeapBudget();
        mark();
    }

    private OpenBatch openBatch(String topic, String partitionPath, long nowMillis) {
        OpenBatch batch = open.find(topic, partitionPath);
        // A batch may have become due since its last record: by age, by the bytes that were stored meanwhile, by the
        // settings of a new owner. It takes no more, so that its object keeps the bounds.
        SealReason due = batch == null ? null : batch.due(settings.rotation(), nowMillis);
        if (batch != null && due != null) {
            seal(batch, due, nowMillis);
            batch = null;
        }
        if (batch == null) {
            long sequence = names.takeSequence();
            String key = names.key(topic, partitionPath, sequence);
            batch = new OpenBatch(sequence, key, topic, partitionPath, format, nowMillis);
            if (backlog.openBatches() >= backlog.maxBatches() && !open.isEmpty()) {
                sealOldest(nowMillis);
            }
            open.add(batch);
            openedAtMillis.put(sequence, nowMillis);
        }
        return batch;
    }

    /** Keeps the number of open batches in its bound, at the price of small objects. */
    private void sealOldest(long nowMillis) {
        if (!hasWarned) {
            hasWarned = true;
            LOG.warn(
                    "Task {}: more than SLUICE_MAX_BATCHES, {}, are open, so the oldest are sealed early, and objects get"
                            + " small; look for event times that should not be, make SLUICE_FOLDER coarser, or"
                            + " raise the bound at a kilobyte of heap each",
                    context.taskId(),
                    backlog.maxBatches());
        }
        seal(open.oldest(), SealReason.OPEN_BATCHES, nowMillis);
    }

    private void putChunk(long sequence, int index, byte[] chunk, int fileBytes) {
        store.putChunk(sequence, index, chunk);
        addStored(fileBytes);
    }

    private void seal(OpenBatch batch, SealReason reason, long nowMillis) {
        open.remove(batch);
        BatchHeader header = batch.seal(reason, nowMillis);
        store.putHeader(header);
        sealed.add(header);
        wantsCommit = true;
        tally.sealed(reason);
    }

    private void mark() {
        if (!isMarked) {
            isMarked = true; // first, for an eviction inside mark() takes it back
            CommitHooks.mark(hookStore);
        }
    }

    @Override
    public void writtenThrough() {
        isMarked = false;
        open.drainAll(batch -> store.putHeader(batch.header()));
        names.writeThrough();
    }

    @Override
    public void commitFollows() {
        committing.addAll(sealed);
        sealed.clear();
        wantsCommit = false;
        tally.commitFollows();
    }

    private void punctuate(long nowMillis) {
        submitCommitted();
        if (openedAtMillis.isEmpty() || fence.hasConsumed()) {
            workOff(nowMillis);
        } else {
            fence.wantRecord();
        }
        open.releaseEmptyBlocks();
        // While records come, commits are rare, so that blocks are large. An idle task has nothing to gain by waiting.
        if (wantsCommit && nowMillis >= busyUntilMillis) {
            context.commit();
        }
        publish();
    }

    /** Lands what is uploaded, as much as one punctuation takes, and seals what is due. */
    private void workOff(long nowMillis) {
        boolean hasChanged = false;
        long landedBytes = 0;
        while (landedBytes < MAX_BYTES_LANDED_A_PUNCTUATION && uploads.hasResults()) {
            Uploaded uploaded = uploads.next();
            if (uploaded.isKeyTaken()) {
                rename(uploaded.batch());
            } else {
                land(uploaded, nowMillis);
                landedBytes += uploaded.batch().bytes();
            }
            hasChanged = true;
        }
        for (OpenBatch batch : open.list()) {
            SealReason due = batch.due(settings.rotation(), nowMillis);
            if (due != null) {
                seal(batch, due, nowMillis);
                hasChanged = true;
            }
        }
        // What is left to land makes room by itself.
        if (backlog.isFull() && !open.isEmpty() && !uploads.hasResults()) {
            seal(
                    Collections.max(open.list(), Comparator.comparingLong(OpenBatch::bytes)),
                    SealReason.BACKLOG,
                    nowMillis);
            hasChanged = true;
        }
        while (backlog.hasTooManyOpen() && !open.isEmpty()) { // what came with tasks
            sealOldest(nowMillis);
            hasChanged = true;
        }
        // After an eviction without a commit, seals and counts wait without a marker that would take them along.
        if (hasChanged || !sealed.isEmpty() || tally.isAhead()) {
            mark();
        }
    }

    private void publish() {
        board.publish(
                context.taskId(),
                new TaskState(
                        context.taskId().partition(),
                        open.size(),
                        openedAtMillis.size() - open.size(),
                        tally.pendingRecords(),
                        tally.waitingRecords(),
                        storedBytes,
                        openedAtMillis.values().stream().findFirst().orElse(Long.MAX_VALUE)));
    }

    /**
     * Hands over what the last prepared commit sealed. That commit has succeeded, or nobody would call this life of the
     * task again: {@link CommitHooks.Listener#commitFollows} says why.
     */
    private void submitCommitted() {
        committing.forEach(uploads::submit);
        committing.clear();
    }

    private void land(Uploaded uploaded, long nowMillis) {
        BatchHeader batch = uploaded.batch();
        byte[] manifest = Manifest.encode(bucket, uploaded, store.offsets(batch));
        store.delete(batch);
        context.forward(new Record<>(batch.key(), manifest, nowMillis));
        addStored(-batch.bytes());
        openedAtMillis.remove(batch.sequence());
        wantsCommit = true;
        tally.landed(batch, nowMillis);
    }

    /** Gives a batch whose key a foreign object has another key, of a new incarnation; uploaded after the commit. */
    private void rename(BatchHeader batch) {
        names.drawIncarnation();
        BatchHeader renamed = batch.withKey(names.key(batch.topic(), batch.partitionPath(), batch.sequence()));
        store.putHeader(renamed);
        sealed.add(renamed);
        wantsCommit = true;
    }

    private void addStored(long bytes) {
        storedBytes += bytes;
        backlog.addStored(bytes);
    }

    @Override
    public void close() {
        hooks.unregister(context.taskId(), this);
        uploads.close();
        compressor.close();
        open.clear();
        addStored(-storedBytes);
        tally.forget();
        board.remove(context.taskId());
        stampLocalState();
    }

    /**
     * Sets the time of the task's directory, by which Kafka Streams ({@code StateDirectory}, 4.3.1) tells at the next
     * start how old the state is; by itself it sets it only when the directory is made. The state of an active task is
     * up to date, and one that is not closed cleanly is deleted after this.
     */
    private void stampLocalState() {
        try {
            Files.setLastModifiedTime(context.stateDir().toPath(), FileTime.fromMillis(context.currentSystemTimeMs()));
        } catch (IOException e) {
            LOG.warn("Task {}: its local state may be taken for an old one, and restored", context.taskId(), e);
        }
    }
}
