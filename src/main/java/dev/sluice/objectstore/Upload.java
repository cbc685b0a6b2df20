package dev.sluice.objectstore;

import java.io.IOException;

/** One object on its way to the object store. The uploader calls from its own threads, one call at a time. */
public interface Upload {

    String key();

    /** Reads what is to be uploaded; called before each attempt, and the same each time. */
    ObjectContent content() throws IOException;

    /** Whether the outcome is no longer awaited here. */
    boolean isCancelled();

    /** The object is durable. */
    void uploaded(StoredObject object);

    /** A foreign object has the key: there will be no further attempt. */
    void keyTaken(ForeignObjectException e);
}
