package dev.sluice.lookup;

import dev.sluice.batch.header.LookupOffsets;
import dev.sluice.mapping.lookup.LookupTables;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The sources of all lookup tables that a mapping reads. */
public final class LookupSources {

    private final Map<String, LookupSource> byTable;
    private volatile LookupOffsets last = LookupOffsets.NONE;

    public LookupSources(List<LookupSource> sources) {
        byTable = sources.stream().collect(Collectors.toUnmodifiableMap(LookupSource::table, Function.identity()));
    }

    /** Adds to the topology what has to run in it; called once. */
    public void join(Topology topology) {
        byTable.values().forEach(source -> source.join(topology));
    }

    /** The tables, for the conversions of one task, whose context this is. */
    public LookupTables open(ProcessorContext<?, ?> task) {
        return table -> {
            LookupSource source = byTable.get(table);
            if (source == null) {
                throw new IllegalArgumentException("lookup table " + table + " has no source");
            }
            return source.open(task);
        };
    }

    /** The version of all tables, as of now; the same object as before unless it has changed. */
    public LookupOffsets version() {
        LookupOffsets now = LookupOffsets.NONE;
        for (LookupSource source : byTable.values()) {
            now = now.max(source.version());
        }
        if (!now.equals(last)) {
            last = now; // else the same object: thousands of open batches keep it
        }
        return last;
    }
}
