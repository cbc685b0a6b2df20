package dev.sluice.batch;

import dev.sluice.batch.header.BatchHeader;

/**
 * The object of a batch, which is durable.
 *
 * @param bytes how many bytes the object in the bucket has
 * @param crc32c of all of them
 */
public record UploadedObject(BatchHeader batch, String etag, long bytes, int crc32c) {}
