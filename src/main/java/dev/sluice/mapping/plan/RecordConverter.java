package dev.sluice.mapping.plan;

import dev.sluice.failure.Failure;
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

    /**
     * Every failure of a record that was refused, in the order of the fields: it is converted once more, and goes on after
     * a field that fails. Of an array, a map or a nested item the first one counts.
     *
     * @param into is then of no use
     * @param most how many to look for
     * @return each reason of a field once; empty if the record is not refused this time
     */
    public List<Failure> failures(SourceRecord source, long ingestionTimeMillis, EncodedRecord into, int most) {
        FailureCollector collector = new FailureCollector(most);
        context.collect(collector);
        try {
            convert(source, ingestionTimeMillis, into);
        } catch (RecordRefusedException e) {
            collector.add(e.failure()); // the document could not be read, or there is enough
        } finally {
            context.collect(null);
        }
        return collector.failures();
    }
}
