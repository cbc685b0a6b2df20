package dev.sluice.batch;

import java.time.ZoneId;

/**
 * How records become objects.
 *
 * @param objectPrefix the folder above all topics, or empty
 * @param pathPattern the partition paths' pattern, {@link java.time.format.DateTimeFormatter}'s
 * @param pathZone the time zone of the partition paths
 * @param blockBytes the uncompressed size at which a block is complete
 */
public record BatchSettings(
        RotationPolicy rotation,
        BlockCodec codec,
        int blockBytes,
        String objectPrefix,
        String pathPattern,
        ZoneId pathZone) {}
