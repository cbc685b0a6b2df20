package dev.sluice.kafka;

import org.jspecify.annotations.Nullable;

/** A question about topics or objects has no answer; the message says what stood in its way, and what to do. */
public final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    public NoAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
