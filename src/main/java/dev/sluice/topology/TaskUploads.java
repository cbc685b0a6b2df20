package dev.sluice.topology;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.BatchUploads;
import dev.sluice.batch.BlockStore;
import dev.sluice.batch.UploadedObject;
import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.SourceOffsets;
import dev.sluice.format.ObjectFormats;
import dev.sluice.objectstore.ForeignObjectException;
import dev.sluice.objectstore.ObjectContent;
import dev.sluice.objectstore.ObjectMetadata;
import dev.sluice.objectstore.StoredObject;
import dev.sluice.objectstore.Upload;
import dev.sluice.objectstore.Uploader;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way of one task's sealed batches to S3 and the news of them back, for as long as the task lives.
 *
 * <p>The task's thread submits and polls; the uploader's threads read the batches, chunk by chunk, from the block
 * store, and leave their answers in a queue.
 */
final class TaskUploads implements BatchUploads, AutoCloseable {

    /** There is one, the task's own; more only where another program wrote to the retry topic. S3 takes 2 KB in all. */
    private static final int MAX_PARTITIONS_IN_METADATA = 16;

    private final String applicationId;
    private final BlockStore store;
    private final Uploader uploader;
    private final Backlog backlog;

    /** What was submitted and has no answer yet. */
    private final Set<BatchUpload> waiting = ConcurrentHashMap.newKeySet();

    private final Queue<Consumer<Answers>> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    TaskUploads(String applicationId, BlockStore store, Uploader uploader, Backlog backlog) {
        this.applicationId = applicationId;
        this.store = store;
        this.uploader = uploader;
        this.backlog = backlog;
    }

    @Override
    public void submit(BatchHeader batch) {
        BatchUpload upload = new BatchUpload(batch);
        waiting.add(upload);
        backlog.addWaiting(1, batch.bytes());
        uploader.submit(upload);
    }

    @Override
    public boolean hasAnswer() {
        return !answers.isEmpty();
    }

    @Override
    public void answer(Answers sink) {
        answers.remove().accept(sink);
    }

    /**
     * Lets go of the block store, which is about to close: uploads under way are broken off, and left to the task's
     * next owner.
     */
    @Override
    public void close() {
        closed = true;
        waiting.forEach(this::waitNoMore);
    }

    private void waitNoMore(BatchUpload upload) {
        if (waiting.remove(upload)) {
            backlog.addWaiting(-1, -upload.batch.bytes());
        }
    }

    private final class BatchUpload implements Upload {

        private final BatchHeader batch;
        private @Nullable ObjectContent content;

        BatchUpload(BatchHeader batch) {
            this.batch = batch;
        }

        @Override
        public String key() {
            return batch.key().toString();
        }

        @Override
        public ObjectContent content() throws IOException {
            if (content == null) {
                content = ObjectFormats.named(batch.format().objectFormat())
                        .content(batch, () -> store.bytes(batch, () -> closed), metadata(store.offsets(batch)));
            }
            return content;
        }

        /** What the manifest says at length, for who finds the object without it. */
        private Map<String, String> metadata(SourceOffsets offsets) {
            String sources = offsets.normalizedByPartition().entrySet().stream()
                    .limit(MAX_PARTITIONS_IN_METADATA)
                    .map(entry -> entry.getKey() + ":" + entry.getValue().first(0) + "-"
                            + entry.getValue().last(entry.getValue().size() - 1))
                    .collect(Collectors.joining(","));
            return Map.of(
                    ObjectMetadata.RECORDS,
                    Long.toString(batch.records()),
                    ObjectMetadata.APPLICATION_ID,
                    applicationId,
                    ObjectMetadata.TOPIC,
                    batch.origin().topic(),
                    ObjectMetadata.OFFSETS,
                    sources);
        }

        @Override
        public boolean isCancelled() {
            return closed;
        }

        @Override
        public void uploaded(StoredObject stored) {
            UploadedObject object = new UploadedObject(batch, stored.etag(), stored.bytes(), stored.crc32c());
            end(sink -> sink.uploaded(object));
        }

        @Override
        public void keyTaken(ForeignObjectException e) {
            end(sink -> sink.keyTaken(batch));
        }

        private void end(Consumer<Answers> answer) {
            answers.add(answer);
            waitNoMore(this);
        }
    }
}
