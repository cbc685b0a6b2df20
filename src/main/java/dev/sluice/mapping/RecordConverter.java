package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;

/** Converts records, one after the other, by a mapping's plan. For one thread at a time. */
public final class RecordConverter {

    private static final int FRAME_BYTES = 5;

    private final Conversion conversion;

    RecordConverter(Conversion conversion) {
        this.conversion = conversion;
    }

    /**
     * Converts one record; on return {@code into} holds exactly this record.
     *
     * @param ingestionTimeMillis the time of ingestion, in milliseconds since the epoch
     * @throws RecordRefusedException if there is no exact conversion; {@code into} is then of no use
     */
    public void convert(SourceRecord source, long ingestionTimeMillis, EncodedRecord into)
            throws RecordRefusedException {
        byte[] json = source.value();
        if (json == null) {
            throw new RecordRefusedException(
                    FailureReason.NULL_VALUE, "", "the value is null, a tombstone; send a JSON object");
        }
        into.reset(source.timestamp());
        conversion.begin(source, ingestionTimeMillis, into);
        conversion.write(json, isFramed(json) ? FRAME_BYTES : 0, json.length);
    }

    /** Confluent's serializers put a zero byte and a schema id of four bytes before the JSON, which never starts so. */
    private static boolean isFramed(byte[] value) {
        return value.length >= FRAME_BYTES && value[0] == 0;
    }
}
