package dev.sluice.mapping.json;

import dev.sluice.failure.Failure;
import dev.sluice.failure.FailureReason;

/** A record, or a lookup row, that has no exact conversion. Has no stack trace: it is an outcome, not a defect. */
public final class RecordRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    private RecordRefusedException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public RecordRefusedException(FailureReason reason, String path, String message) {
        this(new Failure(reason, path, message));
    }

    /** The same refusal of an item of a collection, counted from 0. */
    public RecordRefusedException inItem(String collection, int item) {
        String message = failure.message() + " (" + collection + "[" + item + "])";
        return new RecordRefusedException(failure.reason(), failure.path(), message);
    }

    public Failure failure() {
        return failure;
    }
}
