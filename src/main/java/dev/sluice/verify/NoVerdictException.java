package dev.sluice.verify;

import org.jspecify.annotations.Nullable;

/** The verification could not be finished, so it says nothing about the records; the message says what stood in its way. */
public final class NoVerdictException extends Exception {

    private static final long serialVersionUID = 1L;

    NoVerdictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
