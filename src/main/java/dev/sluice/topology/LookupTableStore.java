package dev.sluice.topology;

import dev.sluice.failure.LogThrottle;
import dev.sluice.kstreams.UnloggedStoreBuilder;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.lookup.LookupKey;
import dev.sluice.mapping.lookup.LookupRow;
import dev.sluice.mapping.lookup.LookupRowReader;
import dev.sluice.mapping.lookup.LookupTable;
import dev.sluice.metrics.SluiceMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lookup table: a global store of rows that are parsed once, when they change.
 *
 * <p>It is in memory, and read anew from its compacted topic at each start: Kafka Streams sends the rows of a global
 * store through {@link Updater} then, too, and is not running before it has sent them all.
 */
final class LookupTableStore implements StateStore, LookupTable {

    private static final Logger LOG = LoggerFactory.getLogger(LookupTableStore.class);
    private static final Duration TIME_BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final LogThrottle unusableRows = new LogThrottle(TIME_BETWEEN_WARNINGS);

    private final String table;
    private final LookupRowReader reader;
    private final SluiceMetrics metrics;
    private final Map<LookupKey, LookupRow> rows = new ConcurrentHashMap<>();
    private volatile long newestMillis = -1;
    private boolean open;

    private LookupTableStore(String table, LookupRowReader reader, SluiceMetrics metrics) {
        this.table = table;
        this.reader = reader;
        this.metrics = metrics;
    }

    /** Builds the table's one store. */
    static StoreBuilder<LookupTableStore> builder(String table, LookupRowReader reader, SluiceMetrics metrics) {
        return new UnloggedStoreBuilder<>(name(table), () -> new LookupTableStore(table, reader, metrics));
    }

    /** The store name of a lookup table. */
    static String name(String table) {
        return "lookup-" + table;
    }

    @Override
    public @Nullable LookupRow row(LookupKey key) {
        return rows.get(key);
    }

    private void put(byte[] key, byte @Nullable [] value) {
        LookupKey lookupKey = LookupKey.of(key);
        if (value == null) {
            rows.remove(lookupKey);
            return;
        }
        try {
            rows.put(lookupKey, reader.read(value));
        } catch (RecordRefusedException e) {
            // The row that was there is out of date now; a miss is what the mapping has a rule for.
            rows.remove(lookupKey);
            long rowsNow = unusableRows.count(System.nanoTime());
            if (rowsNow > 0) {
                LOG.warn(
                        "Lookup table {}: rows that are not usable and count as missing, {} since the last such line: {}",
                        table,
                        rowsNow,
                        e.failure().message());
            }
        }
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
        return name(table);
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

    /** Puts each record of the table's topic into the table. */
    static final class Updater implements Processor<byte[], byte[], Void, Void> {

        private final String table;
        private final LookupProgress progress;
        private ProcessorContext<Void, Void> context;
        private final LogThrottle rowsWithoutKey = new LogThrottle(TIME_BETWEEN_WARNINGS);
        private LookupTableStore store;

        @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
        Updater(String table, LookupProgress progress) {
            this.table = table;
            this.progress = progress;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            this.context = context;
            store = context.getStateStore(LookupTableStore.name(table));
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata row = context.recordMetadata().orElseThrow();
            progress.reading(row.topic(), row.partition(), row.offset());
            if (record.key() == null) {
                long rows = rowsWithoutKey.count(System.nanoTime());
                if (rows > 0) {
                    LOG.warn(
                            "Lookup table {}: rows without key are left out, {} since the last such line", table, rows);
                }
                return;
            }
            store.put(record.key(), record.value());
            store.newestMillis = Math.max(store.newestMillis, record.timestamp());
        }
    }
}
