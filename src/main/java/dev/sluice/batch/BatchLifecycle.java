package dev.sluice.batch;

import dev.sluice.batch.BatchUploads.Answers;
import dev.sluice.batch.block.BlockSink;
import dev.sluice.batch.block.BlockWriter;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.FormatId;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.SealReason;
import dev.sluice.batch.header.SourceOffsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The batches of one life of a task, as a state machine: each is open, sealed, committing, uploaded, landed. Records,
 * time, commits and the answers of uploads are its inputs; it knows neither Kafka nor S3.
 *
 * <p>The order of these steps is the guarantee. An object's content and key are committed before anything is uploaded,
 * so that whoever uploads it, now or after a crash, writes the same bytes under the same key:
 *
 * <ol>
 *   <li>{@link #append} adds a record to an open batch. A full block goes to the block store at once.
 *   <li>{@link #writeThrough} puts every other open block there, just before the commit; so the consumed offsets and the
 *       records they stand for commit together.
 *   <li>{@code seal} fixes the content and the key of a batch that is due, in the block store too.
 *   <li>{@link #commitFollows} notes which seals the commit takes along. The {@link #tick} after it knows that the
 *       commit has succeeded, and only then hands them to the uploader.
 *   <li>{@code land}, in a later transaction: the blocks go and the manifest entry comes, or neither.
 * </ol>
 *
 * <p>When a transaction fails, this life of the task ends, and with it whatever is in memory here. The next one begins
 * with the block store as it was committed.
 *
 * <p>Not thread-safe: it belongs to one task.
 */
public final class BatchLifecycle implements AutoCloseable {

    /** A task that has had no record for its batches for so long is idle. */
    private static final long IDLE_MILLIS = 500;

    private final RotationPolicy rotation;
    private final FormatId format;
    private final Backlog backlog;
    private final Folders folders;
    private final BlockWriter writer;
    private final BatchNames names;
    private final BlockStore store;
    private final OpenBatches open;
    private final BatchUploads uploads;
    private final BatchCounters counters;
    private final BatchEffects effects;

    /** Sealed since the last commit was prepared. */
    private final List<BatchHeader> sealed = new ArrayList<>();

    /** Sealed, and part of a commit that was prepared; committed as soon as the task is called again. */
    private final List<BatchHeader> committing = new ArrayList<>();

    /**
     * When the first record came to each batch that has not landed, by sequence; so the first is the oldest. No batch of an
     * earlier life is later than this life's begin, whatever clock it was opened by.
     */
    private final SortedMap<Long, Long> openedAtMillis = new TreeMap<>();

    /** A batch was sealed or has landed since the last commit, and waits for the next to get on. */
    private boolean waitsForCommit;

    private long busyUntilMillis;
    private boolean hasTooManyOpen;
    private long storedBytes;

    /** A life of the task begins with what its store holds, all of which is committed. */
    public BatchLifecycle(
            BatchEnvironment environment,
            BatchNames names,
            BlockStore store,
            BatchUploads uploads,
            BatchCounters counters,
            BatchEffects effects,
            long nowMillis) {
        BatchSettings settings = environment.settings();
        rotation = settings.rotation();
        format = environment.format().id();
        backlog = environment.backlog();
        folders = new Folders(settings.pathPattern(), settings.pathZone());
        writer = new BlockWriter(environment.format(), new Stored());
        this.names = names;
        this.store = store;
        this.uploads = uploads;
        this.counters = counters;
        this.effects = effects;
        open = new OpenBatches(
                settings.pipeline(),
                environment.blockBytes(),
                writer,
                environment.lookups(),
                environment.heap(),
                backlog);
        store.headers().forEach(batch -> restore(batch, nowMillis));
    }

    private void restore(BatchHeader batch, long nowMillis) {
        counters.restored(batch.records());
        addStored(batch.bytes());
        openedAtMillis.put(batch.sequence(), Math.min(batch.openedAtMillis(), nowMillis));
        if (batch.isSealed()) {
            uploads.submit(batch);
        } else {
            open.add(new OpenBatch(batch, nowMillis));
        }
    }

    /** A record has come. */
    public void append(BatchRecord record, long nowMillis) {
        busyUntilMillis = nowMillis + IDLE_MILLIS;
        OpenBatch batch = openBatch(record.topic(), folders.at(record.eventTimeMillis()), nowMillis);
        open.append(batch, record);
        counters.converted();
        SealReason due = batch.due(rotation, nowMillis);
        if (due != null) {
            seal(batch, due, nowMillis);
        }
        open.keepHeapBudget();
        effects.changed();
    }

    private OpenBatch openBatch(String topic, Folder folder, long nowMillis) {
        OpenBatch batch = open.find(topic, folder);
        // A batch may have become due since its last record: by age, by the bytes that were stored meanwhile, by the
        // settings of a new owner. It takes no more, so that its object keeps the bounds.
        SealReason due = batch == null ? null : batch.due(rotation, nowMillis);
        if (batch != null && due != null) {
            seal(batch, due, nowMillis);
            batch = null;
        }
        if (batch == null) {
            long sequence = names.takeSequence();
            Origin origin = open.origin(topic, folder);
            batch = new OpenBatch(sequence, names.key(origin, sequence), origin, format, nowMillis);
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
        if (!hasTooManyOpen) {
            hasTooManyOpen = true;
            effects.tooManyOpen(backlog.maxBatches());
        }
        seal(open.oldest(), SealReason.OPEN_BATCHES, nowMillis);
    }

    /** Counts what goes to the block store. */
    private final class Stored implements BlockSink {

        @Override
        public void putChunk(long sequence, int index, byte[] chunk) {
            store.putChunk(sequence, index, chunk);
            addStored(chunk.length);
        }

        @Override
        public void putOffsets(long sequence, int index, byte[] entry) {
            store.putOffsets(sequence, index, entry);
        }
    }

    private void seal(OpenBatch batch, SealReason reason, long nowMillis) {
        open.remove(batch);
        BatchHeader header = batch.seal(reason, nowMillis);
        store.putHeader(header);
        sealed.add(header);
        waitsForCommit = true;
        counters.sealed(reason);
    }

    /** A commit may follow: puts into the store whatever is in memory only. */
    public void writeThrough() {
        open.drainAll(batch -> store.putHeader(batch.header()));
        names.writeThrough();
    }

    /** A commit follows {@link #writeThrough()}. If it fails, this life of the task is called no more. */
    public void commitFollows() {
        committing.addAll(sealed);
        sealed.clear();
        waitsForCommit = false;
    }

    /**
     * Time has passed. The last commit that was prepared has succeeded, or this life of the task were not called again.
     *
     * @param mayAct whether the next commit is refused if the task has another owner; else nothing may change
     */
    public void tick(long nowMillis, boolean mayAct) {
        committing.forEach(uploads::submit);
        committing.clear();
        if (mayAct) {
            landUploaded(nowMillis);
            sealDue(nowMillis);
            if (!sealed.isEmpty()) {
                effects.changed(); // also of seals whose marker was lost without a commit
            }
        }
        open.releaseEmptyBlocks();
    }

    private void landUploaded(long nowMillis) {
        Landings landings = new Landings(nowMillis);
        while (uploads.hasAnswer()) {
            uploads.answer(landings);
            effects.changed();
        }
    }

    private final class Landings implements Answers {

        private final long nowMillis;

        Landings(long nowMillis) {
            this.nowMillis = nowMillis;
        }

        @Override
        public void uploaded(UploadedObject object) {
            land(object, nowMillis);
        }

        @Override
        public void keyTaken(BatchHeader batch) {
            rename(batch);
        }
    }

    private void sealDue(long nowMillis) {
        for (OpenBatch batch : open.list()) {
            SealReason due = batch.due(rotation, nowMillis);
            if (due != null) {
                seal(batch, due, nowMillis);
            }
        }
        if (backlog.isFull() && !open.isEmpty()) {
            seal(
                    Collections.max(open.list(), Comparator.comparingLong(OpenBatch::bytes)),
                    SealReason.BACKLOG,
                    nowMillis);
        }
        while (backlog.hasTooManyOpen() && !open.isEmpty()) { // what came with tasks
            sealOldest(nowMillis);
        }
    }

    private void land(UploadedObject object, long nowMillis) {
        BatchHeader batch = object.batch();
        SourceOffsets offsets = store.offsets(batch);
        store.delete(batch);
        effects.landed(object, offsets, nowMillis);
        addStored(-batch.bytes());
        openedAtMillis.remove(batch.sequence());
        waitsForCommit = true;
        counters.landed(batch, nowMillis);
    }

    /** Gives a batch whose key a foreign object has another key, of a new incarnation; uploaded after the commit. */
    private void rename(BatchHeader batch) {
        BatchHeader renamed = batch.withKey(names.inPlaceOf(batch.key()));
        store.putHeader(renamed);
        sealed.add(renamed);
        waitsForCommit = true;
    }

    private void addStored(long bytes) {
        storedBytes += bytes;
        backlog.addStored(bytes);
    }

    /**
     * Whether the task should commit before its time. While records come, commits are rare, so that blocks are large; an
     * idle task has nothing to gain by waiting.
     */
    public boolean wantsCommit(long nowMillis) {
        return waitsForCommit && nowMillis >= busyUntilMillis;
    }

    /** Whether all batches have landed. */
    public boolean isEmpty() {
        return openedAtMillis.isEmpty();
    }

    /** How many batches take records. */
    public int openBatches() {
        return open.size();
    }

    /** How many batches are sealed and have not landed. */
    public int sealedBatches() {
        return openedAtMillis.size() - open.size();
    }

    /** The batches' bytes in the block store. */
    public long storedBytes() {
        return storedBytes;
    }

    /**
     * When the oldest batch got its first record, in milliseconds since the epoch; {@link Long#MAX_VALUE} without
     * batches.
     */
    public long oldestMillis() {
        return openedAtMillis.values().stream().findFirst().orElse(Long.MAX_VALUE);
    }

    /** This life of the task has ended; what is in memory only is forgotten. May be called again. */
    @Override
    public void close() {
        writer.close();
        open.clear();
        addStored(-storedBytes);
    }
}
