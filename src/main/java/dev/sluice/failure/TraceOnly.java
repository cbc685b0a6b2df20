package dev.sluice.failure;

/** A throwable as a log may show it where its messages could quote a record: the classes and the stack traces alone. */
public final class TraceOnly extends Exception {

    private static final long serialVersionUID = 1L;

    /** The same of {@code failure} and its causes. */
    public TraceOnly(Throwable failure) {
        super(failure.getClass().getName(), failure.getCause() == null ? null : new TraceOnly(failure.getCause()));
        setStackTrace(failure.getStackTrace());
    }
}
