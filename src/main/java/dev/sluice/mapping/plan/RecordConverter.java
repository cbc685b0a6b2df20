package dev.sluice.mapping.plan;

import dev.sluice.failure.FailureReason;
import dev.sluice.mapping.json.ConfluentFrame;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupTable;
import java.util.List;

/** Converts records, one after the other, by a mapping's plan. For one thread at a time. */
public final class RecordConverter {

    private final ConversionContext context;

    /**
     * A converter by a plan.
     *
     * @param tables in the order of the plan's table indexes
     */
    public RecordConverter(RecordPlan plan, List<LookupTable> tables, JsonLimits limits) {
        this.context = new ConversionContext(plan, tables, limits);
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
        context.begin(source, ingestionTimeMillis, into);
        context.convert(json, ConfluentFrame.end(json), json.length);
    }
}
