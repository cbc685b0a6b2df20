package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EncodedRecordTest {

    private static final int LARGE = EncodedRecord.MOST_KEPT_BYTES + 1;

    @Test
    void buffer_isKeptWhileRecordsAreLargeAndGivenBackAfterAUsualOne() {
        EncodedRecord record = new EncodedRecord();
        for (int i = 0; i < 2; i++) {
            record.reset(0);
            record.writeRaw(new byte[LARGE], 0, LARGE);
        }
        byte[] large = record.bytes();
        record.reset(0);
        assertThat(record.bytes()).as("after a large one").isSameAs(large);
        record.writeLong(7);
        record.reset(0);
        assertThat(record.bytes()).as("after a usual one").hasSizeLessThan(EncodedRecord.MOST_KEPT_BYTES);
    }
}
