package dev.sluice.lookup;

import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.kstreams.UnloggedStoreBuilder;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.metrics.SluiceMetrics;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** A lookup table in a compacted Kafka topic, all of whose rows are in the memory of each process. */
public final class LookupTopic implements LookupSource {

    private final String table;
    private final String topic;
    private final LookupRowReader reader;
    private final SluiceMetrics metrics;
    private final LongSupplier nanoTime;
    private final LookupProgress progress = new LookupProgress();

    /**
     * A table.
     *
     * @param nanoTime the time, as {@link System#nanoTime} has it
     */
    public LookupTopic(
            String table, String topic, LookupRowReader reader, SluiceMetrics metrics, LongSupplier nanoTime) {
        this.table = table;
        this.topic = topic;
        this.reader = reader;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public void join(Topology topology) {
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        topology.addGlobalStore(
                new UnloggedStoreBuilder<>(store(), () -> new LookupTopicStore(store(), table, metrics)),
                "rows-of-" + table,
                read,
                read,
                topic,
                "lookup-table-" + table,
                () -> new LookupTopicUpdater(store(), table, reader, progress, nanoTime));
    }

    /** The name of the table's store. */
    private String store() {
        return "lookup-" + table;
    }

    @Override
    public LookupTable open(ProcessorContext<?, ?> task) {
        return task.<LookupTopicStore>getStateStore(store());
    }

    @Override
    public LookupOffsets version() {
        return progress.offsets();
    }
}
