package dev.sluice.demo;

/** An option that the user gave cannot be used; the message names it and says what it wants. */
final class UnusableOptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableOptionException(String message) {
        super(message);
    }
}
