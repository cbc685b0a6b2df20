package dev.sluice.kafka;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka or the bucket cannot be used. Each subclass stands for one thing to do; the message says what stood in the way,
 * and the remedy.
 */
public abstract sealed class AccessException extends Exception
        permits NoAnswerException, UnusableException, FencedException {

    private static final long serialVersionUID = 1L;

    AccessException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The subclass that fits what Kafka's clients threw: what they would try again may succeed later. */
    public static AccessException of(String message, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiException && !(cause instanceof RetriableException)) {
                return new UnusableException(message, thrown);
            }
        }
        return new NoAnswerException(message, thrown);
    }

    /** The messages of an exception and of its causes, in one line. */
    public static String causes(@Nullable Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : ": ").append(cause.getMessage());
        }
        return text.toString();
    }
}
