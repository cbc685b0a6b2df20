package dev.sluice.contract;

import dev.sluice.bytes.Sha256;
import org.apache.kafka.common.header.Headers;

/**
 * What stands for a part of a record that was left out.
 *
 * @param bytes the part's length
 * @param sha256 in hexadecimal; whoever wrote the record may have written anything
 */
public record Digest(long bytes, String sha256) {

    static Digest of(byte[] part) {
        return new Digest(part.length, Sha256.hex(part));
    }

    /** Of the bytes that {@link FailureHeaders#HEADERS_BYTES} describes. */
    static Digest of(Headers headers) {
        return of(HeaderWriter.bytes(headers));
    }
}
