package dev.sluice.cli;

/** What the user named cannot be used; the message names it, says why, and what would help, in one line. */
final class UnusableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableFileException(Object file, String problem) {
        super(file + ": " + problem);
    }
}
