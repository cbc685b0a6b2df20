package dev.sluice.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The bytes of one object, and what is said about them; the same bytes each time they are opened.
 *
 * @param length in bytes
 * @param crc32c the CRC-32C of all bytes (RFC 3720, appendix B.4)
 * @param contentType its media type (RFC 6838)
 * @param metadata user metadata: lower-case names, ASCII values
 * @param source opens the bytes anew
 */
public record ObjectContent(long length, int crc32c, String contentType, Map<String, String> metadata, Source source) {

    /** Opens the bytes of an object. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }
}
