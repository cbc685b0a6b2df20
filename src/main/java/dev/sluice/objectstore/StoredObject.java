package dev.sluice.objectstore;

/**
 * An object as the bucket has it.
 *
 * @param etag its ETag, with the quotes that belong to it
 * @param bytes its length
 * @param crc32c the CRC-32C of all its bytes
 */
public record StoredObject(String etag, long bytes, int crc32c) {}
