package dev.sluice.cli.terminal;

/** Thrown when a file that the user names cannot be used; the message names the file, the reason and the remedy. */
public final class UnusableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnusableFileException(Object file, String problem) {
        super(file + ": " + problem);
    }
}
