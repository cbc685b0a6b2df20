package dev.sluice.kafka;

import org.jspecify.annotations.Nullable;

/** Brokers or the bucket gave no answer in time. The same command may succeed later. */
public final class NoAnswerException extends AccessException {

    private static final long serialVersionUID = 1L;

    public NoAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
