package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    private static final Path FILE = Path.of("/nonexistent/x");

    @TempDir
    Path directory;

    @Test
    void unwritableFile_isNamedWithTheRemedy() {
        assertThat(TextFile.unwritable(FILE, new NoSuchFileException("/nonexistent/x")))
                .hasMessage("/nonexistent/x: its folder does not exist; create it, or name another file");
        assertThat(TextFile.unwritable(FILE, new AccessDeniedException("/nonexistent/x")))
                .hasMessage("/nonexistent/x: it may not be written; check its permissions");
        assertThat(TextFile.unwritable(FILE, new IOException("No space left on device")))
                .hasMessage("/nonexistent/x: it cannot be written: No space left on device");
        assertThat(TextFile.unwritable(directory, new IOException("Is a directory")))
                .hasMessage(directory + ": it is a directory; name a file in it");
    }
}
