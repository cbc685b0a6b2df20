package dev.sluice.objectstore;

/** A bucket, as far as Sluice needs one: an object is created once and never changed. */
public interface ObjectStore extends AutoCloseable {

    /**
     * Creates an object, unless the key is taken. A key that this very content has taken already is success, so that
     * any number of attempts, by any number of processes, create one object.
     *
     * @return the object that is there now
     * @throws ForeignObjectException when another object has the key; it is left as it is
     * @throws ObjectStoreException when it is not known that the object is there: try again
     */
    StoredObject putIfAbsent(String key, ObjectContent content) throws ForeignObjectException, ObjectStoreException;

    @Override
    void close();
}
