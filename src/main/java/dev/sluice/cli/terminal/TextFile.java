package dev.sluice.cli.terminal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that the user names, and the errors for those that cannot be read or written. */
public final class TextFile {

    private TextFile() {}

    public static String read(Path file) throws UnusableFileException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    public static UnusableFileException unreadable(Path file, IOException e) {
        if (Files.isDirectory(file)) {
            return new UnusableFileException(file, "it is a directory; name a file in it");
        }
        if (e instanceof NoSuchFileException) {
            return new UnusableFileException(file, "there is no such file; check its path");
        }
        if (e instanceof AccessDeniedException) {
            return new UnusableFileException(file, "it may not be read; check its permissions");
        }
        if (e instanceof CharacterCodingException) {
            return new UnusableFileException(file, "it is not UTF-8; save it as such");
        }
        return new UnusableFileException(file, "it cannot be read: " + e.getMessage());
    }

    public static UnusableFileException unwritable(Path file, IOException e) {
        if (Files.isDirectory(file)) {
            return new UnusableFileException(file, "it is a directory; name a file in it");
        }
        if (e instanceof NoSuchFileException) {
            return new UnusableFileException(file, "its folder does not exist; create it, or name another file");
        }
        if (e instanceof AccessDeniedException) {
            return new UnusableFileException(file, "it may not be written; check its permissions");
        }
        return new UnusableFileException(file, "it cannot be written: " + e.getMessage());
    }
}
