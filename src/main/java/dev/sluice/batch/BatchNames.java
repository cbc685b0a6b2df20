package dev.sluice.batch;

import dev.sluice.batch.BlockStore.Identity;

/** Numbers a task's batches and names their objects, none twice: the block store remembers from life to life. */
public final class BatchNames {

    private final BlockStore store;
    private ObjectKeys keys;
    private long nextSequence;
    private boolean isStored;

    /** Goes on where the store's last owner stopped, or begins its first incarnation. */
    public BatchNames(BlockStore store, String objectPrefix, int taskPartition) {
        this.store = store;
        Identity identity = store.identity();
        isStored = identity != null;
        nextSequence = identity == null ? 0 : identity.nextSequence();
        String incarnation = identity == null ? ObjectKeys.drawIncarnation() : identity.incarnation();
        keys = new ObjectKeys(objectPrefix, taskPartition, incarnation);
    }

    /** The number of a new batch. */
    public long takeSequence() {
        isStored = false;
        return nextSequence++;
    }

    /** The key of a batch's object, in the current incarnation. */
    public String key(String topic, String partitionPath, long sequence) {
        return keys.key(topic, partitionPath, sequence);
    }

    /** A foreign object has one of our keys: those to come are of another incarnation. */
    public void drawIncarnation() {
        isStored = false;
        keys = new ObjectKeys(keys.prefix(), keys.taskPartition(), ObjectKeys.drawIncarnation());
    }

    /** Puts what has changed into the block store; to be called before each commit. */
    public void writeThrough() {
        if (!isStored) {
            store.putIdentity(new Identity(keys.incarnation(), nextSequence));
            isStored = true;
        }
    }
}
