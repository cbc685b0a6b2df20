package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.BatchCounters;
import dev.sluice.batch.BatchEffects;
import dev.sluice.batch.BatchLifecycle;
import dev.sluice.batch.BatchNames;
import dev.sluice.batch.BatchUploads;
import dev.sluice.batch.BlockStore;
import dev.sluice.batch.UploadedObject;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.SealReason;
import dev.sluice.batch.header.SourceOffsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One life of the task: what Kafka Streams, the uploader and the manifest are to its {@link BatchLifecycle}. */
final class Life implements BatchUploads, BatchCounters, BatchEffects {

    private final Broker broker;
    private final Process process;
    private final StagedStore entries;
    private final BlockStore store;
    private final BatchLifecycle batches;
    private final int epoch;

    private final List<BatchHeader> uploads = new ArrayList<>();
    private final Deque<Consumer<Answers>> answers = new ArrayDeque<>();
    private final List<Announcement> announced = new ArrayList<>();

    private final Map<Long, Long> recordsWhenDue = new HashMap<>();
    private long position;
    private boolean hasConsumed;
    private boolean isMarked;
    private boolean isStored = true;
    private long records;

    /** The task begins with what is committed, and with the record behind the committed offset. */
    Life(Broker broker, Process process) {
        this.broker = broker;
        this.process = process;
        epoch = broker.newEpoch();
        position = broker.committedOffset();
        entries = broker.restoredStore();
        store = new BlockStore(entries);
        BatchNames names = new BatchNames(store, "lake", Broker.PARTITION, "avro");
        batches = new BatchLifecycle(process.environment(), names, store, this, this, this, Long.MAX_VALUE);
        assertThat(records).as("records in restored batches").isEqualTo(broker.pendingRecords());
    }

    Process process() {
        return process;
    }

    boolean wantsCommit() {
        return batches.wantsCommit(Long.MAX_VALUE);
    }

    boolean hasLandedAll() {
        return batches.isEmpty();
    }

    void consume(int records, int hour, long nowMillis) {
        noteDue(nowMillis);
        for (int i = 0; i < records; i++) {
            hasConsumed = true;
            batches.append(broker.record(position++, hour), nowMillis);
            assertThat(batches.openBatches()).as("open batches").isLessThanOrEqualTo(Process.MAX_OPEN_BATCHES);
        }
    }

    /** Batches that are due take no more records, which the store tells while no open block holds any. */
    private void noteDue(long nowMillis) {
        if (!isStored) {
            return;
        }
        isStored = false;
        for (BatchHeader batch : store.headers()) {
            boolean isDue = batch.bytes() >= Process.ROTATION.maxBytes() || isOld(batch, nowMillis);
            if (!batch.isSealed() && isDue) {
                recordsWhenDue.put(batch.sequence(), batch.records());
            }
        }
    }

    private static boolean isOld(BatchHeader batch, long nowMillis) {
        return nowMillis - batch.openedAtMillis() >= Process.ROTATION.maxAge().toMillis();
    }

    void wakeUp() {
        hasConsumed = true;
    }

    void tick(long nowMillis) {
        batches.tick(nowMillis, hasConsumed);
        assertThat(hasConsumed || !entries.hasStaged() && announced.isEmpty())
                .as("a task that has consumed nothing changes nothing")
                .isTrue();
        if (hasConsumed) {
            assertThat(store.headers())
                    .filteredOn(batch -> !batch.isSealed())
                    .as("open batches at %d", nowMillis)
                    .noneMatch(batch -> isOld(batch, nowMillis))
                    .hasSizeLessThanOrEqualTo(process.maxOpenBatches());
        }
    }

    /** What Kafka Streams does before a commit. */
    private void prepareCommit() {
        if (isMarked) {
            writeThrough();
            batches.commitFollows();
            assertThat(wantsCommit()).as("wants another commit").isFalse();
        }
    }

    /** False when the commit is refused, and with it all that is not committed. */
    boolean commit() {
        prepareCommit();
        if (hasConsumed && !broker.isOwner(epoch)) {
            return false;
        }
        broker.commit(entries, position, announced);
        announced.clear();
        if (broker.isOwner(epoch)) {
            assertThat(records).as("records in batches that are not landed").isEqualTo(broker.pendingRecords());
        }
        return true;
    }

    void abort() {
        prepareCommit();
        close();
    }

    void evictMarker() {
        if (isMarked) {
            writeThrough();
        }
    }

    private void writeThrough() {
        isMarked = false;
        isStored = true;
        batches.writeThrough();
        assertThat(store.headers())
                .as("batches that were due")
                .allMatch(batch -> batch.records() == recordsWhenDue.getOrDefault(batch.sequence(), batch.records()));
    }

    void close() {
        batches.close();
        uploads.clear();
    }

    /** Carries out one of the uploads that are under way, if there are any. */
    void upload(int number, boolean isAnswered) {
        if (uploads.isEmpty()) {
            return;
        }
        int index = number % uploads.size();
        BatchHeader batch = uploads.get(index);
        boolean isOurs = broker.bucket().putIfAbsent(batch.key().toString(), Objects.bytes(store, batch));
        if (isAnswered) {
            uploads.remove(index);
            answers.add(
                    isOurs
                            ? sink -> sink.uploaded(new UploadedObject(batch, "etag", batch.bytes(), 0))
                            : sink -> sink.keyTaken(batch));
        }
    }

    void uploadAll() {
        while (!uploads.isEmpty()) {
            upload(0, true);
        }
    }

    void putForeign(int number) {
        if (!uploads.isEmpty()) {
            broker.bucket()
                    .putForeign(uploads.get(number % uploads.size()).key().toString());
        }
    }

    @Override
    public void submit(BatchHeader batch) {
        broker.assertWasCommitted(batch);
        uploads.add(batch);
    }

    @Override
    public boolean hasAnswer() {
        return !answers.isEmpty();
    }

    @Override
    public void answer(Answers sink) {
        answers.remove().accept(sink);
    }

    @Override
    public void restored(long records) {
        this.records += records;
    }

    @Override
    public void converted() {
        records++;
    }

    @Override
    public void sealed(SealReason reason) {
        broker.sealed(reason);
    }

    @Override
    public void landed(BatchHeader batch, long nowMillis) {
        records -= batch.records();
    }

    @Override
    public void changed() {
        isMarked = true;
    }

    @Override
    public void landed(UploadedObject object, SourceOffsets offsets, long nowMillis) {
        announced.add(new Announcement(object.batch(), offsets));
    }

    @Override
    public void tooManyOpen(int bound) {}
}
