package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Kafka's own code, which decides what is too large. */
class RecordSizeTest {

    private final Random random = new Random(3);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 8_191, 8_192, 1_048_575, 20_000_000})
    void size_isWhatTheProducerComparesOrLittleMore(int length) {
        Record<byte[], byte[]> record = new Record<>(noise(length / 3), noise(length), 7, headers(length));
        int producers = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                record.headers().toArray());

        assertThat(RecordSize.of(record.key(), record.value(), record.headers()))
                .isBetween((long) producers, producers + 64L);
    }

    @ParameterizedTest
    @EnumSource
    void batch_isNoLargerThanTheBoundWhateverTheCodecMakesOfNoise(CompressionType codec) {
        for (int length : new int[] {0, 100, 16_384, 65_536, 100_000, 1_000_000, 5_000_000}) {
            Headers headers = headers(length);
            byte[] value = noise(length);
            MemoryRecords batch = MemoryRecords.withRecords(
                    Compression.of(codec).build(), new SimpleRecord(7, null, value, headers.toArray()));

            assertThat((long) batch.sizeInBytes())
                    .as(codec + " of " + length)
                    .isLessThanOrEqualTo(RecordSize.compressed(RecordSize.of(null, value, headers)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 1_000_000})
    void changelogRecord_isNoLargerThanTheRecordAndItsOverhead(int length) {
        Record<byte[], byte[]> record = new Record<>(noise(length), noise(length), 7, headers(length));
        byte[] stored = StoredRecord.encode(record);

        assertThat(RecordSize.of(new byte[2 * Long.BYTES], stored, new RecordHeaders()))
                .isLessThanOrEqualTo(
                        RecordSize.of(record.key(), record.value(), record.headers()) + StoredRecord.OVERHEAD);
    }

    private Headers headers(int length) {
        return new RecordHeaders(new Header[] {
            new RecordHeader("é".repeat(length % 1_000), noise(length / 7)),
            new RecordHeader("b", null),
            new RecordHeader("", new byte[0])
        });
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }
}
