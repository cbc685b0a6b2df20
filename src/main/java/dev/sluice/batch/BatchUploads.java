package dev.sluice.batch;

import dev.sluice.batch.header.BatchHeader;

/** Where the batches of one task are uploaded, and where the answers come from. */
public interface BatchUploads {

    /** Takes answers. */
    interface Answers {

        /** The object is durable. */
        void uploaded(UploadedObject object);

        /** A foreign object has the batch's key; it was left as it is. */
        void keyTaken(BatchHeader batch);
    }

    /** Uploads a batch whose seal is committed; there is one answer, at any time, unless the task ends before. */
    void submit(BatchHeader batch);

    boolean hasAnswer();

    /** Hands over the next answer; there must be one. */
    void answer(Answers answers);
}
