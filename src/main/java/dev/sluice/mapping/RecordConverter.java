package dev.sluice.mapping;

import dev.sluice.failure.FailureReason;

/** Converts records, one after the other, by a mapping's plan. For one thread at a time. */
public final class RecordConverter {

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
        reader.read(json, conversion.slots);
        for (int i = 0; i < steps.length; i++) {
            i += steps[i].execute(conversion);
        }
    }
}
