package dev.sluice.batch;

/**
 * The object of a batch, which is durable.
 *
 * @param crc32c of all its bytes
 */
public record UploadedObject(BatchHeader batch, int crc32c, String etag) {}
