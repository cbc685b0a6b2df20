package dev.sluice.batch;

import dev.sluice.batch.BlockStore.Identity;
import dev.sluice.batch.header.ObjectKey;
import dev.sluice.batch.header.Origin;

/** Numbers a task's batches and names their objects, none twice: the block store remembers from life to life. */
public final class BatchNames {

    private final BlockStore store;
    private ObjectKeys keys;
    private long nextSequence;
    private boolean isStored;

    /** Goes on where the store's last owner stopped, or begins its first incarnation. */
    public BatchNames(BlockStore store, String objectPrefix, int taskPartition, String extension) {
        this.store = store;
        Identity identity = store.identity();
        isStored = identity != null;
        nextSequence = identity == null ? 0 : identity.nextSequence();
        String incarnation = identity == null ? ObjectKeys.drawIncarnation() : identity.incarnation();
        keys = new ObjectKeys(objectPrefix, taskPartition, incarnation, extension);
    }

    /** The number of a new batch. */
    public long takeSequence() {
        isStored = false;
        return nextSequence++;
    }

    /** The key of a batch's object, in the current incarnation. */
    public ObjectKey key(Origin origin, long sequence) {
        return keys.key(origin.topic(), origin.folder(), sequence);
    }

    /** Another key in place of one that a foreign object has; those to come are of another incarnation, too. */
    public ObjectKey inPlaceOf(ObjectKey taken) {
        isStored = false;
        keys = new ObjectKeys(keys.prefix(), keys.taskPartition(), ObjectKeys.drawIncarnation(), keys.extension());
        return taken.withIncarnation(keys.incarnation());
    }

    /** Puts what has changed into the block store; to be called before each commit. */
    public void writeThrough() {
        if (!isStored) {
            store.putIdentity(new Identity(keys.incarnation(), nextSequence));
            isStored = true;
        }
    }
}
