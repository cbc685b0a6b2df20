package dev.sluice.batch.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockCompressorTest {

    private static final int LARGE = 2 * BlockCompressor.MOST_KEPT_BYTES;

    @Test
    void buffer_isKeptFromBlockToBlockAndGivenBackAfterAMuchLargerOne() {
        try (BlockCompressor compressor = new BlockCompressor(BlockCodec.DEFAULT)) {
            compressor.compress(new byte[100_000], 100_000);
            byte[] usual = compressor.compressed();
            compressor.compress(new byte[10], 10);
            assertThat(compressor.compressed()).isSameAs(usual);

            compressor.compress(new byte[LARGE], LARGE);
            byte[] large = compressor.compressed();
            assertThat(large).hasSizeGreaterThanOrEqualTo(LARGE);
            compressor.compress(new byte[LARGE / 2], LARGE / 2);
            assertThat(compressor.compressed()).isSameAs(large);
            compressor.compress(new byte[100_000], 100_000);
            assertThat(compressor.compressed()).hasSizeLessThan(BlockCompressor.MOST_KEPT_BYTES);
        }
    }
}
