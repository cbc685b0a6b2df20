package dev.sluice.objectstore;

/** The key is taken by an object that is not this content. Nothing was overwritten. */
public final class ForeignObjectException extends Exception {

    private static final long serialVersionUID = 1L;

    public ForeignObjectException(String key) {
        super("object key " + key + " is taken by an object that is not ours; it was left as it is");
    }
}
