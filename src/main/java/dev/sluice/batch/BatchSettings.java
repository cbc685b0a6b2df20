package dev.sluice.batch;

import dev.sluice.batch.block.BlockCodec;
import java.time.ZoneId;

/**
 * How records become objects.
 *
 * @param pipeline the name of the pipeline
 * @param objectPrefix the folder above all topics, or empty
 * @param pathPattern the folders' pattern, {@link java.time.format.DateTimeFormatter}'s
 * @param pathZone the time zone of the folders
 * @param blockBytes the uncompressed size at which a block is complete
 */
public record BatchSettings(
        String pipeline,
        RotationPolicy rotation,
        BlockCodec codec,
        int blockBytes,
        String objectPrefix,
        String pathPattern,
        ZoneId pathZone) {}
