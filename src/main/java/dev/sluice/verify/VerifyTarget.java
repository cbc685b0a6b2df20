package dev.sluice.verify;

import dev.sluice.contract.Topics;
import dev.sluice.failure.TombstonePolicy;
import dev.sluice.kafka.ReaderSettings;
import dev.sluice.objectstore.S3Options;

/**
 * One service's input and output, and how to reach them.
 *
 * @param fields where the output records carry their source
 * @param objectPrefix what object keys begin with, or empty
 */
public record VerifyTarget(
        String applicationId,
        Topics topics,
        TombstonePolicy tombstones,
        SourceFields fields,
        String objectPrefix,
        S3Options s3,
        ReaderSettings kafka) {}
