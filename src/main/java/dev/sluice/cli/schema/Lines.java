package dev.sluice.cli.schema;

import dev.sluice.cli.terminal.TextFile;
import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.mapping.json.JsonLimits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lines of a file or a stream that are not blank, one at a time, as bytes.
 *
 * <p>A line that is longer than the longest convertible value is cut to one byte more than that. It is refused like the
 * whole line, and a file without line breaks does not fill the memory.
 */
final class Lines implements AutoCloseable {

    private static final int MAX_BYTES = JsonLimits.DEFAULTS.maxDocumentBytes() + 1;

    private static final Path STANDARD_INPUT = Path.of("-");

    private final Path file;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean blank;
    private long number;

    private Lines(Path file, InputStream in) {
        this.file = file;
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    static Lines of(Path file) throws UnusableFileException {
        try {
            return new Lines(file, Files.newInputStream(file));
        } catch (IOException e) {
            throw TextFile.unreadable(file, e);
        }
    }

    /** The lines of a file, or of the standard input where its name is {@code -}. */
    static Lines ofFileOrStandardInput(Path file) throws UnusableFileException {
        return file.equals(STANDARD_INPUT) ? new Lines(Path.of("standard input"), System.in) : of(file);
    }

    /** Goes to the next line that is not blank; false at the end of the file. */
    boolean next() throws UnusableFileException {
        try {
            int end;
            do {
                end = readLine();
            } while (blank && end >= 0);
            return !blank;
        } catch (IOException e) {
            throw TextFile.unreadable(file, e);
        }
    }

    /**
     * Reads up to the next line break or the end of the file, and returns which of them it was: negative at the end.
     */
    private int readLine() throws IOException {
        line.reset();
        blank = true;
        number++;
        int next = in.read();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            blank &= next == ' ' || next == '\t' || next == '\r';
            if (line.size() < MAX_BYTES) {
                line.write(next);
            }
        }
        return next;
    }

    byte[] bytes() {
        return line.toByteArray();
    }

    /** The line's number, from 1. */
    long number() {
        return number;
    }

    /** File and line number: {@code samples.ndjson:7}. */
    String place() {
        return file + ":" + number;
    }

    @Override
    public void close() throws UnusableFileException {
        try {
            in.close();
        } catch (IOException e) {
            throw TextFile.unreadable(file, e);
        }
    }
}
