package dev.sluice.contract;

import dev.sluice.batch.OffsetRanges;
import java.util.Map;

/**
 * A landed object, as its manifest record announces it.
 *
 * @param crc32c of all its bytes
 * @param topic where its records came from
 * @param offsets every source offset of its records, by partition, normalized
 */
public record AnnouncedObject(
        String bucket,
        String key,
        int crc32c,
        long records,
        long bytes,
        String topic,
        Map<Integer, OffsetRanges> offsets) {}
