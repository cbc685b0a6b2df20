package dev.sluice.lookup;

import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupResult;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.mapping.lookup.NoRow;
import dev.sluice.metrics.SluiceMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/**
 * The rows of a lookup table in memory: a global store, whose rows are parsed once, when they change.
 *
 * <p>It is read anew from its compacted topic at each start: Kafka Streams sends the rows of a global store through
 * {@link LookupTopicUpdater} then, too, and is not running before it has sent them all.
 */
final class LookupTopicStore implements StateStore, LookupTable {

    private final String name;
    private final String table;
    private final SluiceMetrics metrics;
    private final Map<LookupKey, LookupRow> rows = new ConcurrentHashMap<>();
    private volatile long newestMillis = -1;
    private boolean open;

    LookupTopicStore(String name, String table, SluiceMetrics metrics) {
        this.name = name;
        this.table = table;
        this.metrics = metrics;
    }

    @Override
    public LookupResult find(LookupKey key) {
        LookupRow row = rows.get(key);
        return row == null ? NoRow.MISSING : row;
    }

    void put(LookupKey key, LookupRow row) {
        rows.put(key, row);
    }

    void remove(LookupKey key) {
        rows.remove(key);
    }

    /** A row has changed, or might have, by a record of this Kafka timestamp. */
    void changedAt(long timestampMillis) {
        newestMillis = Math.max(newestMillis, timestampMillis);
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        rows.clear();
        context.register(root, (key, value) -> {});
        newestMillis = -1;
        metrics.lookupTable(table, rows::size, () -> newestMillis);
        open = true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        // The rows stay: when the global thread fails, the stream threads work a little longer, and must not take every
        // row for missing.
        open = false;
    }
}
