package dev.sluice.objectstore;

import org.jspecify.annotations.Nullable;

/** The object store did not do what it was asked; its category says what a person can do about it. */
public final class ObjectStoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. All are retried: the batch stays in the block store meanwhile. */
    public enum Category {
        /** 429, 503 and their like: it asks for fewer requests. It passes by itself. */
        THROTTLED,
        /** No answer, a broken connection, a 5xx. It passes by itself. */
        UNAVAILABLE,
        /** 401, 403, 404 and the other 4xx: a person has to change something. */
        REFUSED
    }

    private final Category category;

    public ObjectStoreException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
