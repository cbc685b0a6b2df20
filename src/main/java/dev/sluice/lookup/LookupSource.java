package dev.sluice.lookup;

import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.mapping.lookup.LookupTable;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The source of the rows of one lookup table.
 *
 * <p>A source of which all rows are in memory joins the topology, and Kafka Streams runs no task before it has them. A
 * source that has to ask for a row says {@link dev.sluice.mapping.lookup.NoRow#PENDING} until it knows.
 */
public interface LookupSource {

    /** The name of the table in the mapping. */
    String table();

    /** Adds to the topology what has to run in it; called once. */
    void join(Topology topology);

    /** The table, for the conversions of one task, whose context this is. */
    LookupTable open(ProcessorContext<?, ?> task);

    /**
     * The version of the table, as of now: no row at or after these offsets has been in it. The same object as before
     * unless it has changed. Safe to call from any thread.
     */
    LookupOffsets version();
}
