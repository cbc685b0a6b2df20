package dev.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class StoredRecordTest {

    @Test
    void record_comesBackAsItWas() {
        Headers headers =
                new RecordHeaders().add("a", new byte[] {1}).add("b", null).add("a", new byte[0]);
        Record<byte[], byte[]> record = new Record<>(new byte[] {7}, new byte[] {8, 9}, 123L, headers);

        assertThat(StoredRecord.decode(StoredRecord.encode(record)))
                .usingRecursiveComparison()
                .isEqualTo(record);
    }

    @Test
    void record_comesBackAsItWasWhenKeyAndValueAreNull() {
        Record<byte[], byte[]> record = new Record<>(null, null, 123L);

        assertThat(StoredRecord.decode(StoredRecord.encode(record)))
                .usingRecursiveComparison()
                .isEqualTo(record);
    }

    @Test
    void record_comesBackAsItWasWhenAHeadersNameIsLongerThan64KiB() {
        Headers headers = new RecordHeaders().add("\u00e9".repeat(70_000), new byte[] {1});
        Record<byte[], byte[]> record = new Record<>(null, new byte[] {8}, 123L, headers);

        assertThat(StoredRecord.decode(StoredRecord.encode(record)).headers()).isEqualTo(headers);
    }
}
