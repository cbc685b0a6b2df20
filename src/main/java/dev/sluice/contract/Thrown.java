package dev.sluice.contract;

import dev.sluice.failure.StackTraceText;

/**
 * An exception that a defect threw.
 *
 * @param exception its class
 * @param stackTrace as {@link StackTraceText} has it
 */
public record Thrown(String exception, String stackTrace) {

    public static Thrown of(Throwable thrown) {
        return new Thrown(thrown.getClass().getName(), StackTraceText.of(thrown));
    }
}
