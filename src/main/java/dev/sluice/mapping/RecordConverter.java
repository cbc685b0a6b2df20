package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;
import java.util.Arrays;

/** Converts records, one after the other, by a mapping's plan. For one thread at a time. */
public final class RecordConverter {

    private static final int FRAME_BYTES = 5;

    /** A longer value is refused for its length alone, whatever it holds. */
    public static final int MAX_VALUE_BYTES = JsonLimits.DEFAULTS.maxDocumentBytes() + FRAME_BYTES;

    private final Step[] steps;
    private final JsonSlotReader reader;
    private final Conversion conversion;

    RecordConverter(Step[] steps, PointerTrie document, Conversion conversion) {
        this.steps = steps;
        this.reader = new JsonSlotReader(document, "the value", JsonLimits.DEFAULTS);
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
        conversion.begin(source, ingestionTimeMillis, into);
        reader.read(withoutFrame(json), conversion.slots);
        for (int i = 0; i < steps.length; i++) {
            i += steps[i].execute(conversion);
        }
    }

    /** Confluent's serializers put a zero byte and a schema id of four bytes before the JSON, which never starts so. */
    private static byte[] withoutFrame(byte[] value) {
        return value.length >= FRAME_BYTES && value[0] == 0
                ? Arrays.copyOfRange(value, FRAME_BYTES, value.length)
                : value;
    }
}
