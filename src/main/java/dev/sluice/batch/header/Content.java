package dev.sluice.batch.header;

/**
 * What a batch holds.
 *
 * @param records Kafka records
 * @param rows rows of the object that they became
 * @param eventTimes their event times
 * @param offsets where their source offsets are
 * @param lookups no row of a lookup table at or after these offsets has enriched them
 */
public record Content(
        Blocks blocks, long records, long rows, TimeRange eventTimes, OffsetIndex offsets, LookupOffsets lookups) {

    /** Nothing. */
    public static final Content EMPTY =
            new Content(Blocks.NONE, 0, 0, TimeRange.NONE, OffsetIndex.EMPTY, LookupOffsets.NONE);

    /**
     * The bytes of a batch, which are its chunks' bytes, one after the other.
     *
     * @param chunks how many chunks
     * @param bytes how many bytes
     * @param crc32c the CRC-32C of all bytes
     */
    public record Blocks(int chunks, long bytes, int crc32c) {

        public static final Blocks NONE = new Blocks(0, 0, 0);

        public Blocks {
            if (chunks < 0 || bytes < chunks) {
                throw new IllegalArgumentException(chunks + " chunks cannot have " + bytes + " bytes");
            }
        }

        /** The same bytes, and one more chunk. */
        public Blocks plus(int chunkBytes, int chunkCrc32c) {
            return new Blocks(chunks + 1, bytes + chunkBytes, Crc32c.combine(crc32c, chunkCrc32c, chunkBytes));
        }
    }

    public Content {
        if (records < 0 || rows < 0) {
            throw new IllegalArgumentException("a batch cannot hold " + records + " records and " + rows + " rows");
        }
    }
}
