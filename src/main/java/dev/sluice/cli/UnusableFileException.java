package dev.sluice.cli;

/** A file that the user named cannot be used; the message names it, says why and what would help, in a line each. */
final class UnusableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }

    UnusableFileException(Object file, String problem) {
        this(file + ": " + problem);
    }
}
