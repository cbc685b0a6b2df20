package dev.sluice.kafka;

import org.jspecify.annotations.Nullable;

/** Another process has taken over this one's transactional id. What this process committed before stays. */
public final class FencedException extends AccessException {

    private static final long serialVersionUID = 1L;

    public FencedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
