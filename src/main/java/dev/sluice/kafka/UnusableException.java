package dev.sluice.kafka;

import org.jspecify.annotations.Nullable;

/**
 * A setting, a topic or a record cannot be used as it is: a topic is missing, say, or another program wrote to it. The
 * same command fails again until that is corrected.
 */
public final class UnusableException extends AccessException {

    private static final long serialVersionUID = 1L;

    public UnusableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
