package dev.sluice.batch;

import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.BatchHeader.Seal;
import dev.sluice.batch.header.Content;
import dev.sluice.batch.header.Content.Blocks;
import dev.sluice.batch.header.Folder;
import dev.sluice.batch.header.FormatId;
import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.batch.header.ObjectKey;
import dev.sluice.batch.header.OffsetIndex;
import dev.sluice.batch.header.Origin;
import dev.sluice.batch.header.SealReason;
import dev.sluice.batch.header.TimeRange;

/** Headers of batches, for tests that need some. */
public final class SampleBatches {

    private SampleBatches() {}

    /** Sealed at 1,000 ms, with events from 500 to 600 ms. */
    public static BatchHeader sealed(long sequence, int chunks, long records) {
        return new BatchHeader(
                sequence,
                new ObjectKey("lake", "transactions", 3, "00ff", sequence, "avro"),
                new Origin("payments", "transactions", null, new Folder("hour=1")),
                new FormatId("avro", "f1", "zstandard"),
                0,
                new Content(
                        new Blocks(chunks, 100L * chunks, -2),
                        records,
                        records,
                        new TimeRange(500, 600),
                        OffsetIndex.EMPTY,
                        LookupOffsets.NONE),
                new Seal(SealReason.AGE, 1_000));
    }
}
